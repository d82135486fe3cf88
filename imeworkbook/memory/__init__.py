"""Add a memory: what one line could become, as a proposal that the person confirms, changes or lets go."""

from imeworkbook.memory.proposal import Proposal, propose

__all__ = ["Proposal", "propose"]
