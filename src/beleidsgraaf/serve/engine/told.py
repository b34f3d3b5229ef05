"""The limits on a query as they are told: on a page, in the service description, in a header."""

from beleidsgraaf.serve.engine.limits import MAX_DEPTH
from beleidsgraaf.serve.texts import Texts
from beleidsgraaf.settings import Settings


def limits(settings: Settings, t: Texts) -> tuple[str, ...]:
    """What a client may ask for, a sentence for each limit."""
    share, callees = settings.client_seconds, settings.service_endpoints.split()
    return (
        t("limit.time", seconds=f"{settings.query_timeout:g}"),
        t("limit.memory", memory=settings.query_memory),
        t("limit.length", length=settings.query_length),
        t("limit.depth", depth=MAX_DEPTH),
        t("limit.answer", size=settings.answer_size),
        t("limit.slow", slow=settings.query_processes),
        t("limit.share", share=f"{share:g}") if share else t("limit.no-share"),
        t("limit.again"),
        t("limit.service", service=t.enumerate(callees)) if callees else t("limit.no-service"),
    )


def brief(settings: Settings) -> str:
    """The same in a header: a structured field, as RFC 8941 has them."""
    return (
        f"seconds={settings.query_timeout:g}, memory-mib={settings.query_memory}, "
        f"text-kib={settings.query_length}, depth={MAX_DEPTH}, "
        f"answer-mib={settings.answer_size}, slow-at-once={settings.query_processes}, "
        f"client-seconds-a-minute={settings.client_seconds:g}"
    )
