"""The figures as plain text."""

from statistics import median

from .result import Result

HEADINGS = ("measure", "emulator", "compared with", "ratio", "(min–max)", "target", "met")


def table(results: list[Result]) -> str:
    return _aligned([HEADINGS, *map(_row, results)]) if results else ""


def _row(result: Result) -> tuple[str, ...]:
    ratios = result.ratios
    peer = f"{result.peer_name} {_number(median(result.peer))}" if result.peer else "–"
    target = "–" if result.target is None else str(result.target)
    if result.target and not result.judges_ratio:
        target += f" {result.unit}"
    return (
        f"{result.title}, {result.unit}" if result.unit != "/s" else f"{result.title} a second",
        _number(median(result.emulator)),
        peer,
        f"{median(ratios):.3f}" if ratios else "–",
        f"({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "–",
        target,
        {True: "yes", False: "NO", None: "–"}[result.met],
    )


def costs(results: list[Result]) -> str:
    """What one unit of work cost in processor time: steadier than throughput on a machine with other work."""
    rows = [("processor time for one", "unit", "who", "µs")]
    for result in results:
        unit = "MB" if result.unit == "MB/s" else "call"
        for name, values in result.cost.items():
            rows.append((result.title, unit, name, _number(median(values))))
    return _aligned(rows) if len(rows) > 1 else ""


def warnings(results: list[Result]) -> list[str]:
    """Says where the generator was busier than a server: there the ratio is drawn towards 1."""
    lines = []
    for result in results:
        for name, values in result.cost.items():
            generator = result.cost.get(f"generator on {name}")
            if generator and median(generator) > median(values):
                lines.append(
                    f"note: for {result.title} the generator used {median(generator) / median(values):.1f} times "
                    f"the processor time of {name}; the ratio understates the difference between the servers"
                )
    return lines


def _number(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"


def _aligned(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
