"""When recent load is called too much too soon."""

from assessments.rulebook.definition import Part, limit, listed

CHANGE_SOURCE = "Esculier 2016, BMC Musculoskelet Disord 17:5"
SPIKE_SOURCE = "[design] clinic default, a guide: Nielsen 2014, JOSPT 44:739–747 [memory]"
LONG_RUN_SOURCE = "Frandsen 2025, BJSM 59:1203–1210"

PART = Part(
    key="load",
    title="Recent load",
    rules=(
        listed("load.changes", "Any change of training in the last 8 weeks counts", CHANGE_SOURCE),
        limit(
            "load.spike",
            "A spike (L3): this week is over so many times the mean of the four before, or the last two weeks "
            "over so many times the two before",
            "1.30",
            "times",
            SPIKE_SOURCE,
            tag="memory",
            between=("1.05", "2.00"),
        ),
        listed(
            "load.longest_run",
            "A long run (L7): one run is over so many times the longest in the 30 days before it",
            LONG_RUN_SOURCE,
            value="1.10",
            unit="times",
        ),
    ),
)
