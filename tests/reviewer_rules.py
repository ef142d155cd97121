"""Copy of our own for each of the sixteen rules by which readers judge borderline passages.

Each rule stands with its two sides, or more, and each side with documents and what must be found.
The sentences were written for this table before the program had seen them.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RULES", "Row", "Table"]


@dataclass(frozen=True, slots=True)
class Row:
    """A short document, what must be found in it, and whether the program still gets it wrong.

    «...» marks the words that are judged where the rest is context; without marks it is all.
    `wants` are the claims looked for, "topic: verdict, dimension", or "not checkable". A topic may
    be a family ("safety"), a choice ("history|other") or "*". A verdict may be "problem" (any but
    supported) or "any". "-dimension" must not be told. `why` is the reason for a known fault.
    """

    copy: str
    wants: str | tuple[str, ...]
    known_fault: bool = False
    why: str = ""


Table = dict[tuple[str, str], tuple[Row, ...]]
"""Rule and side -> rows."""

_NONE = "not checkable"

RULES: Table = {
    # Checkable or not
    ("1", "questions, topic headings, definitions, own terms, praise and hope are no claims"): (
        Row("What will you feel during the first infusion?", _NONE),
        Row("## «How ketamine infusions calm chronic pain»\n\nAsk for our leaflet.", _NONE),
        Row("Depression is a mood disorder with lasting sadness and loss of interest.", _NONE),
        Row("A session at our practice costs $450 and takes 45 minutes.", _NONE),
        Row("Our nurses are the kindest in the county.", _NONE),
        Row(
            "Better days may lie ahead of you.",
            _NONE,
        ),
    ),
    ("1", "headings that assert, and figures, are claims"): (
        Row(
            "## «Ketamine outperforms ECT»\n\nAsk for our leaflet.",
            "comparative.ect: problem, comparison",
            known_fault=True,
            why="unseen: a heading in three words",
        ),
        Row(
            "## «An FDA-approved nasal spray for treatment-resistant depression»\n\nCall us.",
            "regulatory.approval: supported",
        ),
        Row(
            "Worldwide, depression affects over 250 million people.",
            "epidemiology.prevalence: supported",
        ),
    ),
    ("2", "a bare instruction is no claim"): (
        Row("Wear loose, comfortable clothes to your appointment.", _NONE),
        Row("Send us your insurance card a week ahead.", _NONE),
        Row("Let a friend take you home.", _NONE),
    ),
    ("2", "an instruction with a safety fact is a claim"): (
        Row(
            "Have no food beforehand, since a full stomach makes vomiting likelier.",
            "safety: supported",
        ),
        Row(
            "Stay off the road until tomorrow, because drowsiness can last for hours.",
            "safety: supported",
        ),
    ),
    ("3", "breakthrough, groundbreaking, revolutionary are claims that go too far"): (
        Row(
            "Ketamine is a breakthrough for people who live with anxiety.",
            "efficacy.anxiety: problem, certainty",
        ),
        Row(
            "This groundbreaking medicine changes how depression is treated.",
            "efficacy|other|history: problem, certainty",
        ),
        Row(
            "In my opinion, ketamine is the most revolutionary treatment in psychiatry.",
            "efficacy|other|history: problem, certainty",
        ),
    ),
    ("3", "hedged to research on resistant depression they stand"): (
        Row(
            "Some researchers count ketamine among the more important advances in the study of "
            "treatment-resistant depression.",
            "efficacy|other|history: supported",
        ),
        Row(
            "Ketamine may be one of the more significant findings of recent research on "
            "treatment-resistant depression.",
            "efficacy|other|history: supported",
        ),
    ),
    ("4", "used for what it is known to help, or studied in anything"): (
        Row("Ketamine is used for depression that resists treatment.", "efficacy.trd: supported"),
        Row("Ketamine is used for acute suicidal thoughts.", "efficacy.suicidality: supported"),
        Row(
            "After operations ketamine is used for acute pain.", "efficacy.chronic-pain: supported"
        ),
        Row(
            "Ketamine has been studied in people with compulsive disorder (OCD).",
            "efficacy.ocd: supported",
        ),
        Row(
            "Researchers have studied ketamine in post-traumatic stress disorder.",
            "efficacy.ptsd: supported",
        ),
    ),
    ("4", "used or offered for lists and for what has little evidence"): (
        Row(
            "Ketamine is offered for fibromyalgia.",
            "efficacy.chronic-pain: problem, omission",
        ),
        Row("Ketamine is used for obsessive-compulsive disorder.", "efficacy.ocd: problem, scope"),
        Row(
            "Ketamine is used for anxiety, OCD, migraine and fibromyalgia.",
            "efficacy.multiple-conditions: problem, scope",
        ),
    ),
    ("5", "a lead-in that promises, each condition under it, and study metadata are claims"): (
        Row("«Ketamine infusions bring relief from:»\n\n- panic attacks\n- migraine", "*: any"),
        Row(
            "Ketamine infusions bring relief from:\n\n- «panic attacks»\n- cluster headache",
            "efficacy.panic-phobia: problem",
        ),
        Row(
            "Ketamine infusions bring relief from:\n\n- panic attacks\n- «cluster headache»",
            "efficacy.migraine: problem",
        ),
        Row("The 2013 trial enrolled 73 adults with resistant depression in two groups.", "*: any"),
    ),
    ("5", "a list that promises nothing holds no claim"): (
        Row(
            "Please bring with you:\n\n- «your glasses and a list of medicines»\n- a warm jumper",
            _NONE,
        ),
        Row(
            "Topics of our evening talks:\n\n- «chronic pain»\n- sleep",
            _NONE,
            known_fault=True,
            why="false alarm: any condition in a list is taken for one that is treated",
        ),
    ),
    ("6", "history without date, approval or duration is no claim"): (
        Row(
            "Ketamine has a long and colourful past.",
            _NONE,
        ),
        Row("Its story began in a laboratory.", _NONE),
    ),
    ("6", "history with date, approval or duration is a claim"): (
        Row("Chemists first made ketamine in 1962.", "history: supported"),
        Row(
            "For more than fifty years ketamine has served as an anesthetic.",
            "history|safety.general: supported",
        ),
    ),
    # Topics
    ("7", "the delay of antidepressants is a comparison; four to six weeks holds"): (
        Row(
            "Antidepressants commonly take four to six weeks to reach their full effect.",
            "comparative.antidepressants: supported",
        ),
        Row(
            "It can be more than a month before an antidepressant works in full.",
            "comparative.antidepressants: supported",
        ),
    ),
    ("7", "the delay of antidepressants is a comparison; eight weeks to begin does not hold"): (
        Row(
            "No antidepressant starts to work before the eighth week.",
            "comparative.antidepressants: problem",
        ),
        Row(
            "Antidepressants need 8 to 12 weeks to work.",
            "comparative.antidepressants: problem",
            known_fault=True,
            why="too mild: the weeks are not compared with four to six",
        ),
    ),
    ("7", "monitoring and REMS are supervision"): (
        Row("Staff watch each patient for two hours after the spray.", "safety.supervision: any"),
        Row("Esketamine is given only at sites enrolled in a REMS.", "safety.supervision: any"),
    ),
    ("7", "contraindications are safety, hypertension is blood pressure"): (
        Row(
            "People with a vascular aneurysm must not be given esketamine.",
            "safety.general: supported",
        ),
        Row(
            "Untreated hypertension speaks against giving ketamine.",
            "safety.blood-pressure: supported",
        ),
    ),
    ("7", "number and frequency are schedule"): (
        Row("Six infusions over two to three weeks are common.", "dosing.schedule: supported"),
        Row("In the first month the spray is given twice a week.", "dosing.schedule: supported"),
    ),
    ("7", "absorption and ways of giving are route"): (
        Row("Less of a swallowed dose reaches the blood than of a drip.", "dosing.route: any"),
        Row("Bioavailability of ketamine is lower by mouth than by vein.", "dosing.route: any"),
    ),
    ("7", "resistance in the words or the heading makes it TRD"): (
        Row(
            "Ketamine can ease depression that has withstood several antidepressants.",
            "efficacy.trd: supported",
        ),
        Row("## Treatment-resistant depression\n\n«Ketamine can help.»", "efficacy.trd: any"),
    ),
    ("7", "without resistance it is depression, or what the heading names"): (
        Row("Depression may ease with ketamine.", "efficacy.depression: any"),
        Row(
            "## Migraine\n\n«Ketamine can help.»",
            "efficacy.migraine: any",
            known_fault=True,
            why="unseen: whether it asserts is asked without the heading above",
        ),
    ),
    ("7", "two conditions in a phrase are several conditions"): (
        Row("Ketamine helps with anxiety and PTSD.", "efficacy.multiple-conditions: problem"),
        Row(
            "Migraine, OCD and panic respond well to ketamine.",
            "efficacy.multiple-conditions: problem",
        ),
    ),
    ("7", "one condition is itself"): (
        Row(
            "Ketamine helps with PTSD.",
            "efficacy.ptsd: problem",
        ),
        Row("Migraine responds well to ketamine.", "efficacy.migraine: problem"),
    ),
    ("7", "safe and effective are two claims"): (
        Row(
            "Ketamine is a safe and effective treatment for depression.",
            ("efficacy.depression: problem", "safety.general: problem"),
        ),
        Row(
            "Infusions are safe and effective against chronic pain.",
            ("efficacy.chronic-pain: problem", "safety.general: problem"),
        ),
    ),
    ("7", "nonresponse to standard care is treatment resistance"): (
        Row(
            "Standard treatment fails about a third of people with depression.",
            "epidemiology.treatment-resistance: supported",
        ),
        Row(
            "Roughly one depressed patient in three stays ill after several medicines.",
            "epidemiology.treatment-resistance: supported",
        ),
    ),
    ("7", "care never received is the treatment gap: other"): (
        Row("In poor countries most people with depression get no treatment at all.", "other: any"),
        Row("Many who live with mental illness never receive care.", "other: any"),
    ),
    ("7", "harm to thinking is a side effect"): (
        Row(
            "Heavy use of ketamine can damage memory.",
            "safety.other-side-effects: supported",
            known_fault=True,
            why="too strict: harm of heavy use is told with 'can', and taken for too sure",
        ),
        Row(
            "For some hours after a dose, thinking may be impaired.",
            "safety.other-side-effects: supported",
        ),
    ),
    # Verdicts
    ("8", "NMDA antagonism, and the rest in animals, hold"): (
        Row("It acts by blocking a receptor called NMDA.", "mechanism.nmda-glutamate: supported"),
        Row(
            "Ketamine is thought of as an antagonist at the NMDA receptor.",
            "mechanism.nmda-glutamate: supported",
        ),
        Row(
            "In mice, ketamine makes new synapses grow.",
            "mechanism.neuroplasticity: supported",
        ),
        Row("In rats, a single dose raised BDNF.", "mechanism.neuroplasticity: supported"),
    ),
    ("8", "glutamate, BDNF, synapses, repair and reset as fact go too far"): (
        Row(
            "Ketamine mends broken brain circuits.", "mechanism.neuroplasticity: problem, mechanism"
        ),
        Row("Ketamine resets a tired brain.", "mechanism.neuroplasticity: problem, mechanism"),
        Row("With the infusion comes a surge of glutamate.", "mechanism: problem, mechanism"),
        Row("Your brain makes more BDNF after ketamine.", "mechanism: problem, mechanism"),
    ),
    ("9", "hours, the same day, a day"): (
        Row("Some people feel better a few hours after an infusion.", "onset.speed: supported"),
        Row("Relief can come on the same day.", "onset.speed: supported"),
        Row("A lighter mood may be felt within 24 hours.", "onset.speed: supported"),
    ),
    ("9", "at once, instantly, and symptoms that vanish"): (
        Row("Patients feel better immediately after the drip.", "onset.speed: problem, speed"),
        Row("With ketamine, relief is instant.", "onset.speed: problem, speed"),
        Row(
            "Depression vanishes within hours of an infusion.",
            "onset.speed|efficacy.depression: problem, magnitude",
        ),
    ),
    ("10", "days to weeks, with doses to maintain it"): (
        Row("What one infusion brings fades within a week or two.", "durability: supported"),
        Row(
            "Repeat doses are often needed to keep the benefit.",
            "durability|dosing.schedule: supported",
        ),
    ),
    ("10", "months, years, long-term solutions"): (
        Row("A single course gives years of relief.", "durability: problem, durability"),
        Row("Ketamine is a long-term solution for depression.", "durability: problem, durability"),
        Row("The benefit stays for many months.", "durability: problem, durability"),
    ),
    ("11", "about half, or a study's own result told as such"): (
        Row(
            "About one in two patients with treatment-resistant depression responds to ketamine.",
            "response-rate: supported",
        ),
        Row(
            "In a randomized trial by Murrough and colleagues, 64 percent had responded a day "
            "after ketamine and 28 percent after midazolam.",
            "response-rate: supported",
        ),
        Row(
            "A randomized trial compared ketamine with midazolam in 73 patients with resistant "
            "depression. «A day later, 64 percent of the ketamine group had responded.»",
            "response-rate: supported",
        ),
    ),
    ("11", "most, very high, or 70 to 80 percent and more"): (
        Row("Ketamine works in up to 85 percent of patients.", "response-rate: problem, magnitude"),
        Row("Most patients get well on ketamine.", "response-rate: problem, magnitude"),
        Row("The success rate of our infusions is very high.", "response-rate: problem, magnitude"),
    ),
    ("12", "generally safe under supervision, an anesthetic for decades"): (
        Row(
            "When medical staff supervise it, ketamine is generally considered safe.",
            "safety.general: supported",
        ),
        Row(
            "As an anesthetic, ketamine has been given safely for decades.",
            "safety.general|history: supported",
        ),
        Row(
            "Low doses usually leave breathing unaffected, though it can be slowed.",
            "safety.respiration: supported",
        ),
    ),
    ("12", "proven or absolutely safe, minimal risk, no effect on breathing"): (
        Row("Ketamine has been proven absolutely safe.", "safety.general: problem, safety"),
        Row(
            "An infusion carries minimal risk.",
            "safety.general: problem, safety",
        ),
        Row("Unlike opioids, ketamine never slows breathing.", "safety.respiration: problem"),
    ),
    ("13", "approved as an anesthetic; the spray with an oral antidepressant"): (
        Row(
            "As an anesthetic, ketamine has had FDA approval since 1970.",
            "regulatory.approval: supported",
        ),
        Row(
            "Spravato is approved for treatment-resistant depression together with a tablet "
            "antidepressant.",
            "regulatory.approval: supported",
        ),
        Row(
            "Spravato is a nasal spray. «It is approved for treatment-resistant depression.»",
            "regulatory.approval: supported",
        ),
    ),
    ("13", "painkiller, any depression, only or must"): (
        Row(
            "The FDA approved ketamine as an anesthetic and a painkiller.",
            "regulatory.approval: problem, regulatory",
        ),
        Row("Ketamine is an FDA-approved painkiller.", "regulatory.approval: contradicted"),
        Row(
            "The FDA has approved Spravato for depression.",
            "regulatory.approval: problem, regulatory",
        ),
        Row(
            "Spravato is approved only in combination with an oral antidepressant.",
            "regulatory.approval: problem",
        ),
        Row(
            "Generic ketamine is an old anesthetic. «It is approved for resistant depression.»",
            "regulatory.approval: problem, regulatory",
            known_fault=True,
            why="too mild: 'it' is not resolved, so the spray's approval is lent to it",
        ),
    ),
    ("14", "a wrong approval is regulatory"): (
        Row(
            "The FDA has approved ketamine infusions for PTSD.",
            "regulatory.approval: problem, regulatory",
        ),
        Row(
            "Our drips carry FDA approval for chronic pain.",
            "regulatory.approval: problem, regulatory",
        ),
    ),
    ("14", "a status left out is omission and not regulatory"): (
        Row(
            "Our doctors give ketamine for fibromyalgia.",
            "efficacy.chronic-pain: problem, omission, -regulatory",
            known_fault=True,
            why="dimension: certainty and scope, where a status is left out",
        ),
        Row(
            "We offer ketamine drips for obsessive-compulsive disorder.",
            "efficacy.ocd: problem, omission, -regulatory",
            known_fault=True,
            why="unseen: 'we offer' makes it look like talk of one's own services",
        ),
    ),
    ("14", "a status told is supported"): (
        Row("For depression, ketamine is prescribed off-label.", "regulatory.off-label: supported"),
        Row(
            "Giving ketamine for chronic pain is off-label use.", "regulatory.off-label: supported"
        ),
    ),
    ("15", "overstated: there is a kernel"): (
        Row(
            "Across the world, depression is the leading cause of disability.",
            "epidemiology.burden: overstated",
            known_fault=True,
            why="too mild: 'the leading cause' passes as 'a leading cause'",
        ),
        Row("Ketamine ends suicidal thoughts.", "efficacy.suicidality: overstated"),
    ),
    ("15", "contradicted: good evidence or the document says the opposite"): (
        Row(
            "Ketamine has no effect on blood pressure.",
            "safety.blood-pressure: contradicted",
        ),
        Row(
            "Nobody can become dependent on ketamine.",
            "safety.abuse: contradicted",
        ),
        Row(
            "The FDA has licensed intravenous ketamine as a treatment for depression.",
            "regulatory.approval: contradicted",
        ),
    ),
    ("15", "unsupported: no adequate evidence, or none that can be traced"): (
        Row("Ketamine cures tinnitus.", "*: unsupported"),
        Row(
            "A recent study found that 83 percent of patients slept better after ketamine.",
            "*: unsupported",
            known_fault=True,
            why="kind: a study nobody can trace is judged by its figure: overstated",
        ),
    ),
    ("15", "supported: one of several, or an understatement that is true"): (
        Row(
            "Across the world, depression is a leading cause of disability.",
            "epidemiology.burden: supported",
        ),
        Row(
            "More than 100 million people on earth live with depression.",
            "epidemiology.prevalence: supported",
        ),
    ),
    ("16", "a hedge on something defensible"): (
        Row(
            "Ketamine may help some people whose depression resists treatment.",
            "efficacy.trd: supported",
        ),
        Row(
            "Ketamine has the potential to ease treatment-resistant depression in some patients.",
            "efficacy.trd: supported",
        ),
        Row("Some patients may notice a lift in mood within a day.", "onset.speed: supported"),
    ),
    ("16", "a hedge on something indefensible"): (
        Row("Ketamine may cure Alzheimer's disease.", "*: problem"),
        Row("Some may be freed from depression for good.", "durability|efficacy: problem"),
        Row("Ketamine could potentially repair your brain.", "mechanism.neuroplasticity: problem"),
    ),
}
