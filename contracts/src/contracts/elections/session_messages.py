"""Every command and fact of one session, as its decider takes and makes them."""

from typing import get_args

from contracts.elections.closing import ClosingCommand, ClosingFact
from contracts.elections.convening import ConveningCommand, ConveningFact
from contracts.elections.floor import FloorCommand, FloorFact
from contracts.elections.sitting import SittingCommand, SittingFact
from contracts.elections.summons import SummonsCommand, SummonsFact

SessionCommand = ConveningCommand | SummonsCommand | SittingCommand | ClosingCommand | FloorCommand
SessionFact = ConveningFact | SummonsFact | SittingFact | ClosingFact | FloorFact
SESSION_COMMANDS: tuple[type, ...] = get_args(SessionCommand)
SESSION_FACTS: tuple[type, ...] = get_args(SessionFact)
