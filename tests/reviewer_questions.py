"""Copy of our own for each question that readers asked about the rules, and the answer they got."""

from __future__ import annotations

from tests.reviewer_rules import Row, Table

__all__ = ["QUESTIONS"]

_NONE = "not checkable"

QUESTIONS: Table = {
    ("acute pain", "is told with chronic pain"): (
        Row("A low dose of ketamine relieves acute pain.", "efficacy.chronic-pain: supported"),
        Row(
            "Pain from a fresh injury can be eased with a little ketamine.",
            "efficacy.chronic-pain: supported",
        ),
    ),
    ("acute pain", "essential medicines, talk therapy and TMS are other"): (
        Row(
            "The World Health Organization counts ketamine among the essential medicines.",
            "other: supported",
        ),
        Row("Cognitive behavioral therapy helps many people with depression.", "other: any"),
        Row("Transcranial magnetic stimulation can lift depression in some people.", "other: any"),
    ),
    ("acute pain", "a dated approval is approval"): (
        Row("Esketamine won FDA approval in March 2019.", "regulatory.approval: supported"),
        Row("The FDA cleared ketamine for anesthesia in 1970.", "regulatory.approval: supported"),
    ),
    ("label-style list", "a product's indications are approval"): (
        Row(
            "The approved indications of Spravato are:\n\n"
            "- «adult depression that resists treatment»\n- depression with suicidal thoughts",
            "regulatory.approval: supported",
        ),
        Row(
            "Spravato is indicated for:\n\n"
            "- «adults with major depression who are acutely suicidal»\n"
            "- treatment-resistant depression",
            "regulatory.approval: supported",
        ),
    ),
    ("label-style list", "otherwise each item is a claim that it helps"): (
        Row("Ketamine helps people with:\n\n- «PTSD»\n- migraine", "efficacy.ptsd: problem"),
        Row("Ketamine helps people with:\n\n- PTSD\n- «migraine»", "efficacy.migraine: problem"),
    ),
    ("at home", "status and warning left out"): (
        Row(
            "You can take ketamine lozenges at home.",
            "regulatory.off-label: problem, omission",
            known_fault=True,
            why="unseen: taken for an instruction",
        ),
        Row(
            "Several online companies now mail ketamine tablets to patients.",
            "regulatory.off-label: problem, omission",
            known_fault=True,
            why="unseen: taken for news of a business",
        ),
    ),
    ("at home", "status and warning told"): (
        Row(
            "Ketamine lozenges for use at home are not FDA-approved, and the FDA has warned of "
            "their risks.",
            "regulatory: supported",
        ),
        Row("The FDA has warned against compounded ketamine at home.", "regulatory: supported"),
    ),
    ("bare instruction", "fasting and driving alone are no claim"): (
        Row("Have nothing to eat for six hours before you come.", _NONE),
        Row(
            "Do not drive for the rest of the day.",
            _NONE,
            known_fault=True,
            why="false alarm: told as a claim on driving, supported",
        ),
    ),
    ("bare instruction", "with what may happen it is a claim"): (
        Row("Do not drive that day, as your reactions are slowed.", "safety: supported"),
        Row("Fast for some hours, or you are more likely to vomit.", "safety: supported"),
    ),
    ("own sessions", "told as what works"): (
        Row("Six sessions over three weeks bring the best results.", "dosing.schedule: any"),
        Row(
            "We have found that eight infusions work best.",
            "dosing.schedule: any",
        ),
    ),
    ("own sessions", "told as a price list"): (
        Row("Package of six sessions: $2,400.", _NONE),
        Row(
            "Three sessions cost $1,200, six sessions $2,200.",
            _NONE,
            known_fault=True,
            why="false alarm: a price list without a heading is taken for a claim on cost",
        ),
    ),
    ("supervised", "rescues generally safe"): (
        Row("Given by a trained team, ketamine is generally safe.", "safety.general: supported"),
        Row(
            "With a doctor watching, ketamine is usually safe for adults.",
            "safety.general: supported",
        ),
    ),
    ("supervised", "does not rescue is safe"): (
        Row(
            "A ketamine drip is safe.",
            "safety.general: problem, safety",
        ),
        Row(
            "Under a doctor's supervision ketamine is safe.",
            "safety.general: problem, safety",
        ),
    ),
    ("time course and mechanism", "a right time with an unproven mechanism"): (
        Row(
            "By growing new connections in the brain, ketamine lifts mood within a day.",
            "*: problem, mechanism",
        ),
        Row(
            "Because it repairs synapses, patients can feel better within 24 hours.",
            "*: problem, mechanism",
        ),
    ),
    ("time course and mechanism", "a right time alone, or with the mechanism left open"): (
        Row(
            "Ketamine can lift mood within a day, although nobody fully knows how.",
            "onset.speed: supported",
        ),
        Row("Patients may feel better within 24 hours.", "onset.speed: supported"),
    ),
    ("own results", "a clinic's own unaudited figure, high or modest"): (
        Row(
            "At our clinic, 50 percent of patients respond.",
            "response-rate: unsupported",
        ),
        Row("Nine in ten of our own patients got better.", "response-rate: unsupported"),
    ),
    ("own results", "the figure of published trials"): (
        Row(
            "Across published trials, roughly half of patients respond.", "response-rate: supported"
        ),
        Row(
            "In randomized trials about half of patients with resistant depression responded.",
            "response-rate: supported",
        ),
    ),
    ("old statistic", "once right"): (
        Row(
            "Around 800,000 people die by suicide every year.",
            "epidemiology.suicide: overstated, currency",
        ),
        Row(
            "Depression affects 264 million people around the globe.",
            "epidemiology.prevalence: overstated, currency",
        ),
    ),
    ("old statistic", "wrong in direction or order of magnitude"): (
        Row(
            "Each year seven million people die by suicide.",
            "epidemiology.suicide: contradicted",
            known_fault=True,
            why="too mild: a figure never on record is not compared with the one that is",
        ),
        Row(
            "Only one adult in a thousand ever has depression.",
            "epidemiology.prevalence: contradicted",
        ),
    ),
    ("old statistic", "right"): (
        Row(
            "Suicide ends over 700,000 lives a year worldwide.",
            "epidemiology.suicide: supported",
        ),
        Row(
            "In a given year about one adult in twelve in the United States has depression.",
            "epidemiology.prevalence: supported",
        ),
    ),
    ("legal", "scheduling is abuse"): (
        Row("American law puts ketamine in Schedule III.", "safety.abuse: supported"),
        Row("British law counts ketamine among class B drugs.", "safety.abuse: supported"),
    ),
    ("legal", "lawful on prescription is off-label use"): (
        Row("Doctors may lawfully prescribe ketamine for depression.", "regulatory.off-label: any"),
        Row("With a prescription it is legal to take ketamine.", "regulatory.off-label: any"),
    ),
    ("60 to 70 percent", "as the usual result"): (
        Row("Ketamine helps 60 to 70 percent of patients.", "response-rate: problem, magnitude"),
        Row(
            "Between 60 and 70% of people respond to infusions.",
            "response-rate: problem, magnitude",
        ),
    ),
    ("60 to 70 percent", "attributed, and right for its time point"): (
        Row(
            "In the trial by Murrough, 64 percent had responded 24 hours after one infusion.",
            "response-rate: supported",
        ),
        Row(
            "In the TRANSFORM-2 trial 69 percent of patients on the spray with a new "
            "antidepressant had responded at four weeks.",
            "response-rate: supported",
            known_fault=True,
            why="topic: supported, as efficacy in resistant depression",
        ),
    ),
    ("hype inside a hedge", "is a claim that goes too far"): (
        Row("Ketamine is a potentially life-saving drug.", "*: problem, certainty"),
        Row(
            "This possibly miraculous drug may help some people with resistant depression.",
            "*: problem, certainty",
            known_fault=True,
            why="too mild: the hedges outweigh the hype inside them",
        ),
    ),
    ("hype inside a hedge", "a hedge without hype holds"): (
        Row(
            "Ketamine is potentially helpful in treatment-resistant depression.",
            "efficacy.trd: supported",
        ),
        Row(
            "Esketamine may bring some relief to adults with treatment-resistant depression.",
            "efficacy.trd: supported",
        ),
    ),
    ("by vein", "more reliable absorption holds"): (
        Row(
            "A drip is absorbed more reliably than a nasal spray.",
            "dosing.route: supported",
            known_fault=True,
            why="too strict: 'reliably' is found too sure; 'more reliable' stands",
        ),
        Row(
            "By vein the dose is more predictable than with a lozenge.",
            "dosing.route: supported",
        ),
    ),
    ("by vein", "safest and most effective do not"): (
        Row(
            "An infusion is the most effective way to give ketamine.",
            "dosing.route: problem, comparison",
        ),
        Row(
            "The safest form of ketamine is the one given by vein.",
            "dosing.route|safety.general: problem",
        ),
    ),
    ("headings", "that assert"): (
        Row(
            "## «Eases inflammation»\n\nAsk us how ketamine works.",
            "mechanism.nmda-glutamate: problem",
            known_fault=True,
            why="unseen: a heading of two words is taken for a topic",
        ),
        Row(
            "## «Infusions to treat anxiety, OCD and migraine»\n\nCall us today.",
            "efficacy.multiple-conditions: problem",
        ),
    ),
    ("headings", "a myth that is answered below"): (
        Row(
            "## Common myths\n\n### «Ketamine is merely for horses.»\n\n"
            "No. It has been given to people since the 1960s.",
            _NONE,
        ),
        Row(
            "## «Myth: ketamine turns everyone into an addict»\n\n"
            "Fact: misuse is a risk, and supervised treatment keeps it small.",
            _NONE,
        ),
    ),
    ("what we treat", "the items are claims"): (
        Row("## What we treat\n\n- «Anxiety»\n- Fibromyalgia", "efficacy.anxiety: problem"),
        Row(
            "We treat the following with ketamine:\n\n- Anxiety\n- «Fibromyalgia»",
            "efficacy.chronic-pain: problem",
        ),
    ),
    ("what we treat", "a lead-in that asserts is a claim"): (
        Row("«Ketamine works well against:»\n\n- anxiety\n- fibromyalgia", "*: any"),
        Row("«Research shows that ketamine relieves:»\n\n- migraine\n- OCD", "*: any"),
    ),
    ("what we treat", "a lead-in that only names is none"): (
        Row("## «What we treat»\n\n- Anxiety\n- Fibromyalgia", _NONE),
        Row("«Conditions seen at our practice:»\n\n- migraine\n- OCD", _NONE),
    ),
    ("which topic", "clinic counts are access"): (
        Row("More than 500 ketamine clinics operate in the United States.", "access.cost: any"),
        Row("The number of ketamine clinics has grown to over a thousand.", "access.cost: any"),
    ),
    ("which topic", "use in emergency rooms is other"): (
        Row(
            "Emergency rooms rely on ketamine every day.",
            "other: any",
            known_fault=True,
            why="unseen: few pages that taught speak of such use",
        ),
        Row(
            "Ketamine is a familiar sedative in emergency departments.",
            "other: any",
            known_fault=True,
            why="unseen: no topic that is met often",
        ),
    ),
    ("which topic", "dose level is schedule"): (
        Row("The usual dose is half a milligram per kilogram of weight.", "dosing.schedule: any"),
        Row("Far smaller doses are given for mood than for surgery.", "dosing.schedule: any"),
    ),
    ("which topic", "a wrong year is contradicted history, a right one supported"): (
        Row(
            "Ketamine was first synthesized in 1985.",
            "history: contradicted, certainty",
            known_fault=True,
            why="too mild: a year is not compared with the year on record",
        ),
        Row(
            "The first human was given ketamine in 1932.",
            "history: contradicted, certainty",
            known_fault=True,
            why="too mild: a year is not compared with the year on record",
        ),
        Row("Calvin Stevens first synthesized ketamine in 1962.", "history: supported"),
        Row("In 1964 the first human volunteers were given ketamine.", "history: supported"),
    ),
    ("which topic", "inflammation is NMDA and glutamate"): (
        Row("Ketamine calms inflammation in the brain.", "mechanism.nmda-glutamate: problem"),
        Row("It has an anti-inflammatory action.", "mechanism.nmda-glutamate: any"),
    ),
    ("which topic", "brain images and rumination are neuroplasticity"): (
        Row("On scans, ketamine lights up dormant regions.", "mechanism.neuroplasticity: any"),
        Row("Ketamine quiets the network that ruminates.", "mechanism.neuroplasticity: any"),
    ),
    ("which topic", "how ECT works is a comparison with ECT"): (
        Row("ECT passes a current through the brain to cause a seizure.", "comparative.ect: any"),
        Row("For electroconvulsive therapy you are put to sleep.", "comparative.ect: any"),
    ),
    ("cognition", "may improve certain aspects"): (
        Row(
            "In depressed people ketamine may improve certain aspects of thinking.",
            "efficacy.cognition: supported",
        ),
        Row(
            "Some aspects of memory may improve in depressed patients given ketamine.",
            "efficacy.cognition: supported",
        ),
    ),
    ("cognition", "plainly improves"): (
        Row("Ketamine improves memory.", "efficacy.cognition: problem"),
        Row(
            "After ketamine your mind works faster and clearer.",
            "efficacy.cognition: problem",
            known_fault=True,
            why="unseen: 'your' makes it look like advice",
        ),
    ),
}
