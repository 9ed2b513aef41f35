"""The rules of proxy handling as a decider receives them: the kinds that there are.

Law: county opinion on township standardisation (document 1 §四5一要).
"""

from dataclasses import dataclass

from contracts.policies import ResolvedPolicy


@dataclass(frozen=True, slots=True)
class ProxyPolicy:
    """`kinds`: none where no active pack names any."""

    kinds: tuple[str, ...]


def proxy_policy(resolved: ResolvedPolicy) -> ProxyPolicy:
    parameter = resolved.parameters.get("proxy.kinds")
    return ProxyPolicy(() if parameter is None or parameter.silent else tuple(parameter.value))
