"""What the node says about a consumer group."""

from typing import Any

from esdbclient.protos.Grpc import persistent_pb2

from localnode.group import Group
from localnode.groupfile import ALL


def described(group: Group) -> Any:
    """Averages over time are not measured: they are 0."""
    row, backlog = group.row, group.backlog
    settings = row.settings
    return persistent_pb2.SubscriptionInfo(
        event_source=row.stream,
        group_name=row.name,
        status="Live" if group.is_level and group.consumers else "Behind",
        connections=[_connection(consumer) for consumer in group.consumers],
        total_items=backlog.total,
        last_checkpointed_event_position="" if row.handled is None else _place(row.stream, row.handled),
        last_known_event_position=_place(row.stream, backlog.reached) if backlog.reached > row.start else "",
        resolve_link_tos=settings.resolve_links,
        start_from=settings.start_from,
        message_timeout_milliseconds=settings.message_timeout_ms,
        extra_statistics=settings.extra_statistics,
        max_retry_count=settings.max_retry_count,
        live_buffer_size=settings.live_buffer_size,
        buffer_size=settings.history_buffer_size,
        read_batch_size=settings.read_batch_size,
        check_point_after_milliseconds=settings.checkpoint_after_ms,
        min_check_point_count=settings.min_checkpoint_count,
        max_check_point_count=settings.max_checkpoint_count,
        read_buffer_count=len(backlog.fresh),
        retry_buffer_count=len(backlog.again),
        total_in_flight_messages=len(backlog.given),
        outstanding_messages_count=len(backlog.given) + len(backlog.to_park),
        named_consumer_strategy=settings.strategy,
        max_subscriber_count=settings.max_subscriber_count,
        parked_message_count=row.parked,
    )


def _connection(consumer: Any) -> Any:
    return persistent_pb2.SubscriptionInfo.ConnectionInfo(
        username=consumer.account,
        total_items=consumer.total,
        available_slots=max(0, consumer.size - consumer.taken),
        in_flight_messages=consumer.taken,
        connection_name=consumer.name,
    )


def _place(stream: str, place: int) -> str:
    return f"C:{place}/P:{place}" if stream == ALL else str(place)
