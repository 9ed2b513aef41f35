"""Elections's methods: what may be called, and nothing else."""

from contracts.common import ActivatePolicy
from contracts.elections.decisions import AnnounceTopic, DecideAlone, IssueTopic, RecordConsultation, VoteOnTopic
from contracts.elections.matter_queries import MattersOfUnit, StepsOfMatter
from contracts.elections.resolutions import (
    AdoptResolution,
    CloseResolution,
    ConsultResolution,
    OrderCorrection,
    ProposeResolution,
    RecordImplementation,
    ReviewResolution,
    RevokeResolution,
    StartImplementation,
    WithdrawProposal,
)
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit, UnitsOfArea
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, query
from ledger.settings import Settings

from elections.answers import ANSWERS
from elections.parts import PARTS


class ElectionsService:
    """Commands answer with what is recorded, queries from the views: see contracts.elections."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    activate_policy = command(ActivatePolicy)
    succeed_unit = command(SucceedUnit)
    enrol_unit = command(EnrolUnit)
    units_of_area = query(UnitsOfArea)

    propose_resolution = command(ProposeResolution)
    consult_resolution = command(ConsultResolution)
    review_resolution = command(ReviewResolution)
    adopt_resolution = command(AdoptResolution)
    start_implementation = command(StartImplementation)
    record_implementation = command(RecordImplementation)
    close_resolution = command(CloseResolution)
    withdraw_proposal = command(WithdrawProposal)
    revoke_resolution = command(RevokeResolution)
    order_correction = command(OrderCorrection)
    announce_topic = command(AnnounceTopic)
    issue_topic = command(IssueTopic)
    record_consultation = command(RecordConsultation)
    vote_on_topic = command(VoteOnTopic)
    decide_alone = command(DecideAlone)
    matters_of_unit = query(MattersOfUnit)
    steps_of_matter = query(StepsOfMatter)
