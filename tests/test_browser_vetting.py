"""The app in a real browser: what only a browser can show."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from kb.cli import main
from tests.ui_pages import trial_base

ROOT = Path(__file__).parents[1]
PATIENCE = 30_000
"""Milliseconds to wait for a state of the page, on a busy machine."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app on a free port of this machine; yield its address."""
    base = trial_base(tmp_path_factory.mktemp("browser"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = (
        "import sys; from pathlib import Path; from kb.ui.launch import launch;"
        "sys.exit(launch(Path(sys.argv[1]), int(sys.argv[2]), True))"
    )
    command = [sys.executable, "-u", "-c", start, str(base), str(port)]
    log = base / "server.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as running,
    ):
        try:
            # It prints its address once it answers; nothing at all where it could not start.
            said = running.stdout or ()
            assert any("URL:" in line for line in said), log.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            # It says that it stops, and does not stop when nobody listens: read to the end.
            running.communicate()


@dataclass
class Visit:
    """A page of the app, and every request that it tried to send elsewhere."""

    page: Page
    server: str
    outside: list[str] = field(default_factory=list)

    def guard(self, route: Route) -> None:
        """Let requests to this machine through; note and stop all others."""
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def go(self, path: str) -> None:
        """Open a path and wait until it is drawn."""
        self.page.goto(f"{self.server}{path}")
        expect(self.page.locator(".root[data-theme]").first).to_be_visible()

    def upload(self, *files: Path) -> None:
        """Open the app, hand it files and wait until the first is drawn."""
        self.go("/")
        self.page.get_by_text("Upload files").click()
        self.page.locator("input[type=file]").set_input_files(files)
        expect(self.page.locator("[data-summary]")).to_contain_text(files[0].name)
        expect(self.document).to_be_visible()

    def downloaded(self, folder: Path, label: str) -> Path:
        """Choose a format in the menu and return the file."""
        self.page.get_by_text("Download", exact=True).click()
        return self.saved(folder, self.page.get_by_text(label))

    def saved(self, folder: Path, button: Locator) -> Path:
        """Click and return the file that comes."""
        # A file belongs to the run that drew its button: a click while another runs fetches none.
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        with self.page.expect_download() as waiting:
            button.click()
        file = folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file

    @property
    def document(self) -> Locator:
        """The annotated document."""
        return self.page.locator(".page[data-marks]")

    def first_mark(self, face: str) -> Locator:
        """The first mark of a verdict."""
        return self.document.locator(f"mark.first.{face}").first

    def reasons(self, key: str) -> Locator:
        """The reasons of the passage of that name."""
        return self.page.locator(f'[data-passage="{key}"]')


Visits = Callable[..., Visit]


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Visits]:
    contexts = []

    def begin(**options: object) -> Visit:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page(), server)
        context.route("**/*", visit.guard)
        return visit

    yield begin
    for context in contexts:
        context.close()


def key_of(mark: Locator) -> str:
    return mark.get_attribute("data-key") or ""


def test_a_click_on_a_mark_shows_its_reasons(visit: Visits) -> None:
    here = visit()
    here.go("/")
    mark = here.first_mark("overstated")
    key = key_of(mark)
    mark.click()

    expect(here.reasons(key).get_by_text("Evidence allows").first).to_be_visible()
    expect(mark).to_have_attribute("aria-pressed", "true")


def test_reasons_stay_in_sight_far_down_the_copy(visit: Visits) -> None:
    here = visit(viewport={"width": 1280, "height": 500})
    here.go("/")
    last = here.document.locator("mark.first").last
    key = key_of(last)
    last.click()

    expect(here.reasons(key).locator(".badge").first).to_be_in_viewport()


def test_arrow_keys_move_between_passages_and_enter_selects(visit: Visits) -> None:
    here = visit()
    here.go("/")
    marks = here.document.locator("mark.first")
    second = key_of(marks.nth(1))
    marks.first.focus()
    here.page.keyboard.press("ArrowRight")
    here.page.keyboard.press("Enter")

    expect(here.reasons(second)).to_be_visible()
    expect(here.document.locator(f'mark.first[data-key="{second}"]')).to_be_focused()


def test_n_goes_to_the_next_problem(visit: Visits) -> None:
    here = visit()
    here.go("/")
    problems = here.document.locator("mark.first:not(.supported)")
    first, second = key_of(problems.nth(0)), key_of(problems.nth(1))
    here.page.keyboard.press("n")
    expect(here.reasons(first)).to_be_visible()
    problems.nth(0).focus()
    here.page.keyboard.press("n")

    expect(here.reasons(second)).to_be_visible()
    expect(here.document.locator("mark.first.selected")).to_be_focused()


def test_a_link_opens_the_same_view_again(visit: Visits) -> None:
    here = visit()
    here.go("/?show=overstated")
    mark = here.first_mark("overstated")
    key = key_of(mark)
    mark.click()
    expect(here.page).to_have_url(re.compile(f"passage={key}"))
    again = visit()
    again.go(here.page.url.removeprefix(here.server))

    expect(again.reasons(key)).to_be_visible()
    expect(again.document).to_have_attribute("data-selected", key)
    expect(again.document.locator("mark.first.supported.faded").first).to_be_visible()


def test_a_lead_to_a_claim_keeps_pasted_copy(visit: Visits) -> None:
    here = visit()
    here.go("/")
    here.page.get_by_text("Paste text").click()
    here.page.get_by_label("Your copy").fill("Ketamine cures depression in minutes.")
    here.page.get_by_role("button", name="Vet this copy").click()
    expect(here.document).to_contain_text("Ketamine cures depression")
    here.document.locator("mark.first").first.click()
    here.page.get_by_role("link", name="Open this claim").click()
    expect(here.page).to_have_url(re.compile(r"/claims\?claim="))
    here.page.get_by_role("link", name="Vet", exact=True).click()

    expect(here.document).to_contain_text("Ketamine cures depression")


def test_markup_in_copy_is_shown_as_text(visit: Visits) -> None:
    here = visit()
    here.go("/")
    here.first_mark("overstated").click()

    expect(here.document).to_contain_text("<script>window.hacked = true</script>")
    expect(here.document).to_contain_text('onerror="window.hacked = true"')
    assert here.page.evaluate("window.hacked") is None
    assert here.document.locator("img, script").count() == 0


def test_offsets_hold_after_a_character_outside_the_first_plane(visit: Visits) -> None:
    here = visit()
    here.go("/")
    after = here.document.locator("mark.first", has_text="In some adults").first

    expect(after).to_be_visible()
    assert (after.text_content() or "").startswith("In some adults")


@pytest.mark.parametrize("path", ["/", "/claims", "/sources", "/copy"])
def test_no_page_asks_anything_of_the_outside(visit: Visits, path: str) -> None:
    here = visit()
    here.go(path)
    if path == "/":
        here.first_mark("overstated").click()
        expect(here.page.locator("[data-passage]")).to_be_visible()
        here.page.get_by_text("Download", exact=True).click()
        expect(here.page.get_by_text("for spreadsheets").first).to_be_visible()

    assert here.outside == []


def test_a_download_holds_the_audit(visit: Visits, tmp_path: Path) -> None:
    here = visit(accept_downloads=True)
    here.go("/")
    saved = here.downloaded(tmp_path, "JSON for programs")

    assert saved.name == "a-trial-page-audit.json"
    assert '"claims-kb/audit@1"' in saved.read_text()


@pytest.fixture(scope="module")
def leaflet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Word file with a heading, a list, hidden words and a footer."""
    made = docx.Document()
    made.add_heading("Ketamine at the Harbour Clinic", 1)
    made.add_paragraph("Our chairs are blue. Ketamine cures depression in everyone.")
    made.add_paragraph("Ketamine is FDA approved for depression", style="List Bullet")
    made.add_paragraph().add_run("Ketamine is completely safe.").font.hidden = True
    made.sections[0].footer.paragraphs[0].text = "Ketamine works within minutes."
    path = tmp_path_factory.mktemp("word") / "leaflet.docx"
    made.save(str(path))
    return path


def test_a_word_file_comes_back_with_comments_on_the_very_words(
    visit: Visits, leaflet: Path, tmp_path: Path
) -> None:
    here = visit(accept_downloads=True)
    here.upload(leaflet)
    here.document.locator("mark.cue", has_text="cures").click()
    expect(here.page.get_by_text("Paragraph 2 · ")).to_be_visible()
    marked = docx.Document(str(here.downloaded(tmp_path, "DOCX for the writer")))

    assert [p.text for p in marked.paragraphs] == [
        p.text for p in docx.Document(str(leaflet)).paragraphs
    ]
    assert any("Ketamine cures depression" in comment.text for comment in marked.comments)


def test_words_outside_the_running_text_are_set_apart(visit: Visits, leaflet: Path) -> None:
    here = visit()
    here.upload(leaflet)
    asides = here.document.locator(".aside")
    expect(asides).to_have_count(2)

    assert asides.evaluate_all(
        "all => all.map((e) => [e.dataset.label, e.textContent.trim()])"
    ) == [
        ["hidden text", "Ketamine is completely safe."],
        ["footer", "Ketamine works within minutes."],
    ]


def test_a_pack_saved_from_the_app_verifies_by_the_hash_that_it_shows(
    visit: Visits, leaflet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = visit(accept_downloads=True)
    here.upload(leaflet)
    here.page.get_by_text("Download", exact=True).click()
    here.page.get_by_text("PACK for inspection").click()
    save = here.page.get_by_role("button", name="Save leaflet-audit.zip")
    expect(save).to_be_visible()
    shown = here.page.get_by_test_id("stCode").inner_text().strip()
    pack = here.saved(tmp_path, save)

    assert main(["verify", str(pack), "--sha256", shown]) == 0
    assert "\nthe same audit\n" in capsys.readouterr().out


def test_several_files_are_chosen_from_a_list(visit: Visits, leaflet: Path, tmp_path: Path) -> None:
    other = tmp_path / "other_page.txt"
    other.write_text("Ketamine lifts everyone's mood for years.")
    here = visit(accept_downloads=True)
    here.upload(leaflet, other)
    here.page.get_by_role("combobox", name="Document").click()
    here.page.get_by_role("option", name="2 of 2: other_page.txt").click()
    expect(here.document).to_contain_text("for years")
    here.page.get_by_text("Download", exact=True).click()
    here.page.get_by_text("All 2 documents in one").click()
    expect(here.page.get_by_text("One document at a time")).to_be_visible()
    saved = here.saved(tmp_path, here.page.get_by_text("JSONL for programs"))

    names = [json.loads(line)["document"]["name"] for line in saved.read_text().splitlines()]
    assert (saved.name, names) == (
        "2-documents-audit.jsonl",
        ["leaflet.docx", "other_page.txt"],
    )


RUNNING = """
(button) => {
  const app = document.querySelector(".stApp");
  const now = app.getAttribute("data-test-script-state");
  const takes = () => getComputedStyle(button).pointerEvents;
  const ready = takes();
  app.setAttribute("data-test-script-state", "running");
  const running = takes();
  app.setAttribute("data-test-script-state", now);
  return [ready, running];
}
"""


def test_a_file_cannot_be_clicked_while_the_page_is_drawn_anew(
    visit: Visits, leaflet: Path
) -> None:
    here = visit()
    here.upload(leaflet)
    here.page.get_by_text("Download", exact=True).click()
    button = here.page.get_by_role("button", name="JSONL for programs")
    expect(button).to_be_visible()
    expect(here.page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning"
    )

    assert button.evaluate(RUNNING) == ["auto", "none"]


def test_a_long_document_is_shown_in_parts_and_each_begins_at_its_beginning(
    visit: Visits, tmp_path: Path
) -> None:
    page = tmp_path / "long.md"
    rest = "Our chairs are blue and our rooms are quiet. " * 20
    page.write_text(
        "\n\n".join(f"## Section {n}\n\n{rest}" for n in range(1, 80))
        + "\n\nKetamine cures depression.\n"
    )
    here = visit()
    here.upload(page)
    here.page.get_by_role("button", name="Go on to part 2").click()
    expect(here.page.get_by_text("Part 2 of ")).to_be_visible()
    expect(here.document.locator(".heading").nth(1)).to_be_in_viewport()
    here.page.keyboard.press("n")

    expect(here.document.locator("mark.selected").first).to_be_in_viewport()


CONTRAST = """
(root) => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const solid = (layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = getComputedStyle(root).getPropertyValue("--st-background-color");
  const poor = [];
  for (const element of root.querySelectorAll("*")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own) continue;
    const layers = [];
    for (let at = element; at instanceof Element; at = at.parentElement) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    const back = light(solid([page, ...layers]));
    const fore = light(solid([page, ...layers, getComputedStyle(element).color]));
    const ratio = (Math.max(back, fore) + 0.05) / (Math.min(back, fore) + 0.05);
    const told = `${element.className}: ${element.textContent.slice(0, 40)}`;
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${told}`);
  }
  return poor;
}
"""
"""Every element with words of its own whose contrast is below WCAG 2.2 AA (1.4.3: 4.5 to 1)."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(visit: Visits, theme: str) -> None:
    here = visit(color_scheme=theme)
    here.go("/")
    poor: list[str] = []
    for face in ("overstated", "supported"):
        mark = here.first_mark(face)
        key = key_of(mark)
        mark.click()
        expect(here.reasons(key)).to_be_visible()
        expect(mark).to_have_class(re.compile("selected"))
        for root in here.page.locator(f'.root[data-theme="{theme}"]').all():
            poor += root.evaluate(CONTRAST)

    assert poor == []


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_runs_out_of_the_window(visit: Visits, width: int) -> None:
    here = visit(viewport={"width": width, "height": 900})
    here.go("/")
    here.first_mark("overstated").click()
    expect(here.page.locator("[data-passage]")).to_be_visible()
    widest = here.page.locator(".root").evaluate_all(
        "roots => Math.max(...roots.map((r) => r.getBoundingClientRect().right))"
    )

    assert widest <= width
