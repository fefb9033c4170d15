"""How large a round is."""

from pipelines.deployments.up.pace import Pace, RoundSize

PACE = Pace(round=10.0, least=20, most=1_000)


def _after(*rounds: tuple[float, float], size: RoundSize | None = None) -> int:
    """The size after rounds, each with what it costs at all and for a record, that took all they might."""
    size = size or RoundSize(PACE)
    for at_all, each in rounds:
        size.learn(size.records, at_all + each * size.records)
    return size.records


def test_it_grows_to_what_a_round_may_take() -> None:
    assert _after((1.0, 0.05)) == 80  # fourfold at most
    grown = _after(*[(1.0, 0.05)] * 8)
    assert 150 <= grown <= 200
    assert 1.0 + 0.05 * grown <= 1.1 * PACE.round


def test_it_does_not_pass_the_bounds() -> None:
    assert _after(*[(0.1, 0.0001)] * 8) == PACE.most
    assert _after((50.0, 1.0)) == PACE.least


def test_a_slow_round_makes_the_next_one_smaller() -> None:
    size = RoundSize(PACE)
    grown = _after(*[(1.0, 0.02)] * 8, size=size)
    assert _after((1.0, 0.2), size=size) < grown / 5


def test_a_round_that_had_little_to_take_says_nothing() -> None:
    size = RoundSize(PACE)
    grown = _after(*[(1.0, 0.05)] * 8, size=size)
    size.learn(1, 0.9)
    assert size.records == grown
