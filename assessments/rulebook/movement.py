"""When movement is called poorly controlled: on the step, the squat and the run."""

from assessments.rulebook.definition import Part, limit, listed

STEP_SOURCE = "Piva 2006, BMC Musculoskelet Disord 7:33"
SQUAT_SOURCE = "Crossley 2011, Am J Sports Med 39:866–873; rule [memory]"
VIDEO_SOURCE = "[memory]; clear at the clinic default"

PART = Part(
    key="movement",
    title="Movement",
    rules=(
        limit(
            "movement.step_down",
            "The lateral step-down counts from this score of 6",
            2,
            "points",
            STEP_SOURCE,
            tag="published",
            between=(1, 6),
        ),
        listed("movement.squat", "The single-leg squat counts when it is fair or poor", SQUAT_SOURCE),
        limit(
            "movement.pelvic_drop",
            "Pelvic drop on the running video is clear from this",
            5,
            "degrees",
            VIDEO_SOURCE,
            tag="memory",
            between=(2, 20),
        ),
        listed("movement.adduction", "The knee toward the midline counts when it is clear", VIDEO_SOURCE),
        listed("movement.crossover", "A foot that crosses the midline counts", VIDEO_SOURCE),
        listed("movement.knee_window", "A missing gap between the knees is shown and not counted", VIDEO_SOURCE),
    ),
)
