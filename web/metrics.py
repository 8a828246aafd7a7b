"""/metrics: the bot's numbers as Prometheus reads them. No words of people, no ids of people."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, or one for each value of its labels; `grows` is for what is counted since the start."""

    name: str
    about: str
    values: Mapping[tuple[str, ...], float]
    labels: tuple[str, ...] = ()
    grows: bool = field(default=False, kw_only=True)

    @classmethod
    def one(cls, name: str, about: str, value: float, *, grows: bool = False) -> "Measure":
        return cls(name, about, {(): value}, grows=grows)

    @classmethod
    def by(cls, label: str, name: str, about: str, values: Mapping[str, float], *, grows: bool = False) -> "Measure":
        """One number for each value of a label."""
        return cls(name, about, {(value,): number for value, number in values.items()}, (label,), grows=grows)

    def family(self) -> Metric:
        kind = CounterMetricFamily if self.grows else GaugeMetricFamily
        family = kind(self.name, self.about, labels=self.labels)
        for labels, value in self.values.items():
            family.add_metric(labels, value)
        return family


Read = Callable[[], Awaitable[Iterable[Measure]]]


class Once(Collector):
    """Measures taken a moment ago: the database answers a request, not a collector."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._measures = tuple(measures)

    def collect(self) -> Iterator[Metric]:
        return (measure.family() for measure in self._measures)


def add_metrics(app: web.Application, read: Read) -> None:
    """Serves what `read` measures, and the process's memory and processor time."""

    async def metrics(_: web.Request) -> web.Response:
        registry = CollectorRegistry()
        registry.register(Once(await read()))
        ProcessCollector(registry=registry)
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/metrics", metrics)
