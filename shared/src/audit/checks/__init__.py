"""What the law asks of each service's streams, reckoned anew by arithmetic that the services do not share.

To add a rule: a module here with a class that fulfils `audit.checks.seen.ServiceCheck`, in its service's line below.
"""

from collections.abc import Callable, Mapping, Sequence

from audit.checks.assessment import Assessment
from audit.checks.assessment_conduct import Conduct
from audit.checks.assessment_measures import Measures
from audit.checks.assessment_rounds import Rounds
from audit.checks.assessment_sizes import Sizes
from audit.checks.disclosure import Disclosure
from audit.checks.disclosure_boards import Boards
from audit.checks.disclosure_occasions import Occasions
from audit.checks.disclosure_postings import Postings
from audit.checks.elections import Elections
from audit.checks.elections_asked import WomenAsked
from audit.checks.elections_changes import CommunityChanges
from audit.checks.elections_communities import Communities
from audit.checks.elections_councils import Councils
from audit.checks.elections_coverage import Coverage
from audit.checks.elections_deputies import Deputies
from audit.checks.elections_directories import Directories
from audit.checks.elections_funding import Fundings
from audit.checks.elections_meetings import Meetings
from audit.checks.elections_names import Names
from audit.checks.elections_plan import Plans
from audit.checks.elections_proxies import Proxies
from audit.checks.elections_sessions import Sessions
from audit.checks.elections_subcommittees import Subcommittees
from audit.checks.elections_suggestions import Suggestions
from audit.checks.elections_teams import Teams
from audit.checks.erasures import Erasures
from audit.checks.mediation import Mediation
from audit.checks.mediation_centres import Centres
from audit.checks.mediation_haves import Haves
from audit.checks.mediation_months import Months
from audit.checks.mediation_stations import Stations
from audit.checks.mining import Mining
from audit.checks.mining_rules import Rules
from audit.checks.mining_targets import Targets
from audit.checks.reports import Reports
from audit.checks.seen import ServiceCheck

CHECKS: Mapping[str, Callable[[], Sequence[ServiceCheck]]] = {
    "assessment": lambda: (Assessment(), Conduct(), Measures(), Rounds(), Sizes()),
    "disclosure": lambda: (Disclosure(), Postings(), Occasions(), Boards(), Reports(), Erasures("disclosure")),
    "elections": lambda: (
        *(Elections(), Plans(), Names(), Proxies(), WomenAsked()),
        *(Sessions(), Deputies(), Suggestions(), Teams(), Erasures("elections")),
        *(
            Communities(),
            CommunityChanges(),
            Directories(),
            Coverage(),
            Councils(),
            Meetings(),
            Subcommittees(),
            Fundings(),
        ),
    ),
    "mediation": lambda: (Mediation(), Months(), Centres(), Stations(), Haves(), Erasures("mediation")),
    "mining": lambda: (Mining(), Rules(), Targets(), Erasures("mining")),
}
"""By service; each pass over a record begins with new ones."""
