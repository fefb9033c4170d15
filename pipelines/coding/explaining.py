"""Why the coder made the events that it made, in words for people."""

from collections.abc import Sequence

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.judging import Analysis
from pipelines.coding.sentence.parsing import Parse


def explain_analysis(analysis: Analysis, judged: Sequence[tuple[Proposal, float]]) -> list[str]:
    """Lines for the events of a sentence, with entry, words and rules, and for every match that gave none."""
    parse = analysis.parse
    lines = []
    for proposal, probability in judged:
        lines.append(f"  {_heading(parse, proposal)} (probability of the type {probability:.2f})")
        lines += [f"    by {step}" for step in proposal.steps or ("the model alone",)]
    standing = [proposal for proposal, _ in judged]
    for proposal in analysis.findings.proposals:
        if proposal not in standing:
            lines.append(f"  overruled by the model: {_heading(parse, proposal)}")
    for token, reason, origin in analysis.findings.refusals:
        lines.append(f"  no event at {parse.words[token]!r}: {reason} ({origin})")
    return lines


def _heading(parse: Parse, proposal: Proposal) -> str:
    kind = f"{proposal.type}/{proposal.mode}" if proposal.mode else proposal.type
    sources = ", ".join(parse.words[token] for token in proposal.sources) or "-"
    targets = ", ".join(parse.words[token] for token in proposal.targets) or "-"
    return f"{kind} at {parse.words[proposal.trigger]!r}: {sources} -> {targets}"
