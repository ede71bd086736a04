"""Recent load: signs that the knee has been asked for more than it could recover from."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from assessments.examination.boxes import number
from assessments.examination.catalogue import BY_ID
from assessments.examination.grading import is_spike, recent_weeks
from assessments.examination.signs import Knee, Sign, percent
from assessments.rulebook.load import CHANGE_SOURCE, LONG_RUN_SOURCE, SPIKE_SOURCE


def load_signs(knee: Knee, load_rules: Collection[str] = ()) -> Iterator[Sign]:
    """Changes of the last 8 weeks, a spike in the weeks told, and what the run log has found (L3, L7)."""
    changes = knee.findings.get("N07")
    if changes is not None:
        labels = {choice.key: choice.label.lower() for choice in BY_ID["N07"].boxes[0].choices}
        changed = [labels[key] for key in changes if key != "none"]
        words = f"Changed in 8 weeks: {', '.join(changed)}" if changed else "Nothing changed in 8 weeks"
        yield Sign("SG1", "SG1.changes", ("N07",), words, bool(changed), CHANGE_SOURCE)
    weeks = recent_weeks(knee.findings)
    now, mean = knee.part("N03", "now"), knee.part("N03", "mean_4_weeks")
    if weeks:
        spike = "L3" in load_rules or is_spike(weeks, values=knee.values)
        yield Sign("SG1", "L3", ("N04", "N03"), _weeks_in_words(weeks), spike, SPIKE_SOURCE)
    elif now is not None and mean:
        words = f"This week {now} km, {mean} km the mean of four"
        spike = "L3" in load_rules or number(now) > knee.values["load.spike"] * number(mean)
        yield Sign("SG1", "L3", ("N03",), words, spike, SPIKE_SOURCE)
    elif "L3" in load_rules:
        yield Sign("SG1", "L3", (), "A spike in the run log", True, SPIKE_SOURCE)
    if "L7" in load_rules:
        words = f"One run over {percent(knee.values['load.longest_run'] * 100)} of the longest in 30 days"
        yield Sign("SG1", "L7", (), words, True, LONG_RUN_SOURCE)


def _weeks_in_words(weeks: tuple[Decimal, ...]) -> str:
    """“Last two weeks 64 km, 44 km in the two before”."""
    earlier, later = sum(weeks[-4:-2]), sum(weeks[-2:])
    return f"Last two weeks {later} km, {earlier} km in the two before"
