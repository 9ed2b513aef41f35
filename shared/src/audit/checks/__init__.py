"""What the law asks of each service's streams, reckoned anew by arithmetic that the services do not share.

To add a service: one module here with a class that fulfils `audit.checks.seen.ServiceCheck`, and its line in `CHECKS`.
"""

from collections.abc import Callable, Mapping

from audit.checks.assessment import Assessment
from audit.checks.disclosure import Disclosure
from audit.checks.elections import Elections
from audit.checks.mediation import Mediation
from audit.checks.mining import Mining
from audit.checks.seen import ServiceCheck

CHECKS: Mapping[str, Callable[[], ServiceCheck]] = {
    "assessment": Assessment,
    "disclosure": Disclosure,
    "elections": Elections,
    "mediation": Mediation,
    "mining": Mining,
}
"""By service; each pass over a record begins with new ones."""
