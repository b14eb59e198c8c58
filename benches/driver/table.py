"""The report: one line for each thing measured, beside what it must be and what it might reach."""

MUST, REACH = "must", "reach"


class Report:
    def __init__(self):
        self._rows = []
        self._notes = []
        self.broken = []

    def counter(self, name, what, value, must, reach=None):
        """What no neighbour can move: missed, it is a failure even of a smoke run."""
        self.broken += [what] if value > must else []
        self.at_most(name, what, value, must, reach)

    def at_most(self, name, what, value, must=None, reach=None, spread=None):
        good = lambda goal: goal is not None and value <= goal
        self._add(name, what, value, spread, ("<=", must, reach), good)

    def at_least(self, name, what, value, must=None, reach=None, spread=None):
        good = lambda goal: goal is not None and value >= goal
        self._add(name, what, value, spread, (">=", must, reach), good)

    def note(self, sentence):
        """Something that could not be measured, or that a reader has to know."""
        self._notes.append(sentence)
        print(f"  {sentence}", flush=True)

    def _add(self, name, what, value, spread, goals, good):
        sign, must, reach = goals
        if must is None:
            verdict = ""
        else:
            verdict = REACH if good(reach) else MUST if good(must) else "MISSED"
        shown = [figure(value), f"{figure(spread[0])}..{figure(spread[1])}" if spread else ""]
        wanted = [f"{sign} {figure(goal)}" if goal is not None else "" for goal in (must, reach)]
        self._rows.append([name, what, *shown, *wanted, verdict])
        print("  " + " ".join(cell for cell in self._rows[-1] if cell), flush=True)

    def __str__(self):
        head = ["", "measured", "value", "of rounds", "must", "reach", ""]
        rows = [head, ["---"] * len(head), *self._rows]
        widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
        lines = []
        for row in rows:
            fill = "-" if row[0] == "---" else " "
            cells = [cell.ljust(width, fill) for cell, width in zip(row, widths)]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join([*lines, "", *self._notes])


def figure(value):
    """Three digits that count, without an exponent."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
