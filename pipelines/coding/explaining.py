"""Why the coder made the events that it made, in words for people."""

from pipelines.coding.parsing import Parse
from pipelines.coding.proposals import Findings, Proposal


def explain_findings(parse: Parse, findings: Findings) -> list[str]:
    """Lines for the events of a sentence, with entry, words and rules, and for every match that gave none."""
    lines = []
    for proposal in findings.proposals:
        lines.append(f"  {_heading(parse, proposal)}")
        lines += [f"    by {step}" for step in proposal.steps]
    lines += [
        f"  no event at {parse.words[token]!r}: {reason} ({origin})" for token, reason, origin in findings.refusals
    ]
    return lines


def _heading(parse: Parse, proposal: Proposal) -> str:
    kind = f"{proposal.type}/{proposal.mode}" if proposal.mode else proposal.type
    sources = ", ".join(parse.words[token] for token in proposal.sources) or "-"
    targets = ", ".join(parse.words[token] for token in proposal.targets) or "-"
    return f"{kind} at {parse.words[proposal.trigger]!r}: {sources} -> {targets}"
