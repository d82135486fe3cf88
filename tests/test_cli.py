"""The command line, in this process over real files: what each command does, and how it refuses."""

from __future__ import annotations

import io
import json
import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from imeworkbook import __version__, cli
from imeworkbook.cli import opening
from imeworkbook.lab import launch
from imeworkbook.records import Career
from imeworkbook.workbook import create_workbook, open_workbook

PASSPHRASE = "seven quiet herons at noon"
SECRET = "marmalade quorum"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch, tmp_path):
    """No passphrase lies about, nobody sits at the prompt, and a default workbook would be below `tmp_path`."""
    monkeypatch.delenv("IMEWORKBOOK_PASSPHRASE", raising=False)
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # output is kept back, as it is for a person
    monkeypatch.setenv("IMEWORKBOOK_FILE", str(tmp_path / "default" / "workbook.imew"))
    monkeypatch.setattr(opening, "getpass", lambda _prompt: pytest.fail("it asked at a prompt"))


@pytest.fixture
def path(tmp_path):
    """A workbook with one entry for the evaluator and one for the person alone."""
    place = tmp_path / "mine.imew"
    workbook, code = create_workbook(place, PASSPHRASE)
    place.with_suffix(".code").write_text(code)
    workbook.close()
    return place


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "key.txt"
    file.write_text(PASSPHRASE + "\n")
    return str(file)


@pytest.fixture
def run(capsys):
    """Run one command; gives its exit status, and what it wrote to standard output and standard error."""

    def once(*words):
        try:
            status = cli.main([str(word) for word in words])
        except SystemExit as ending:
            status = ending.code
        written = capsys.readouterr()
        assert "Traceback" not in written.err
        return status, written.out, written.err

    return once


@pytest.fixture
def done(run, path, key):
    """Run one command on the workbook, which has to succeed; gives what it printed."""

    def once(command, *words):
        status, out, err = run(command, path, *words, "--passphrase-file", key)
        assert (status, err) == (0, "")
        return out

    return once


@pytest.fixture
def refused(run):
    """Run one command, which has to refuse with one clear sentence; gives the sentence."""

    def once(*words):
        status, out, err = run(*words)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1
        assert err.strip()
        return err.strip()

    return once


def answering(monkeypatch, *answers):
    """Someone who answers each prompt in turn; gives the list of prompts."""
    waiting, asked = list(answers), []

    def prompt(words):
        asked.append(words)
        return waiting.pop(0)

    monkeypatch.setattr(opening, "getpass", prompt)
    return asked


def records(path, passphrase=PASSPHRASE):
    with open_workbook(path, passphrase) as workbook:
        return workbook.records()


# --- the passphrase ---


def test_the_passphrase_comes_from_a_file_the_environment_or_a_prompt(run, path, key, monkeypatch):
    assert run("check", path, "--passphrase-file", key)[0] == 0
    asked = answering(monkeypatch, PASSPHRASE)
    assert run("check", path)[0] == 0
    assert asked == ["Passphrase: "]
    monkeypatch.setenv("IMEWORKBOOK_PASSPHRASE", PASSPHRASE)
    assert run("check", path)[0] == 0


def test_the_file_stands_before_the_environment(run, path, key, monkeypatch):
    monkeypatch.setenv("IMEWORKBOOK_PASSPHRASE", "not this one")
    assert run("check", path, "--passphrase-file", key)[0] == 0


@pytest.mark.parametrize(
    "command", [["check"], ["export-json"], ["report", "--for", "me"], ["chart", "--out", "x.svg"]]
)
def test_a_wrong_key_is_refused_and_never_repeated(refused, path, monkeypatch, command):
    monkeypatch.setenv("IMEWORKBOOK_PASSPHRASE", SECRET)
    sentence = refused(command[0], path, *command[1:])
    assert "passphrase" in sentence
    assert SECRET not in sentence


def test_a_passphrase_file_that_is_not_there(refused, path, tmp_path):
    for file in (tmp_path / "none", tmp_path):
        assert refused("check", path, "--passphrase-file", file) == "The passphrase file cannot be read."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\r\n\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (SECRET.encode("utf-16"), "plain text"),
        (b"\0" * 64, "plain text"),
        (b"a" * 4097, "at most 4,096 bytes"),
        ("ä".encode() * 9000, "at most 4,096 bytes"),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["demo", "--no-open"]], ids=["check", "demo"])
def test_a_passphrase_file_that_holds_none_is_refused(refused, tmp_path, path, content, said, command):
    file = tmp_path / "key.txt"
    file.write_bytes(content)
    place = path if command == ["check"] else tmp_path / "sample.imew"
    assert said in refused(*command, place, "--passphrase-file", file)
    assert not (tmp_path / "sample.imew").exists()


def test_a_byte_order_mark_is_no_part_of_the_passphrase(run, path, tmp_path):
    file = tmp_path / "key.txt"
    file.write_text(PASSPHRASE + "\r\n", encoding="utf-8-sig")
    assert run("check", path, "--passphrase-file", file)[0] == 0


def in_a_small_room(*words, **more):
    """Run one command in a process that can have 2 GiB and no terminal."""
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))\n"
    code += "from imeworkbook.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, capture_output=True, start_new_session=True, timeout=120, **more)


TOO_LONG = (1, b"", b"This is longer than a passphrase can be: at most 4,096 bytes.\n")


def test_an_endless_passphrase_is_read_no_further_than_one_can_be(path, tmp_path, key):
    with Path("/dev/zero").open("rb") as endless:
        for words in (["check", path], ["passphrase", path, "--passphrase-file", key, "--new-passphrase-file"]):
            ended = in_a_small_room(*words, *(["/dev/zero"] if len(words) > 2 else []), stdin=endless)
            assert (ended.returncode, ended.stdout, ended.stderr.removeprefix(b"Passphrase: ")) == TOO_LONG
    ended = in_a_small_room("check", path, "--passphrase-file", "/dev/zero")
    assert (ended.returncode, ended.stdout, ended.stderr) == TOO_LONG


@pytest.mark.parametrize("words", [[], ["--passphrase-file", "/dev/stdin"]], ids=["prompt", "file"])
def test_a_script_may_pipe_the_passphrase(path, words):
    ended = in_a_small_room("check", path, *words, input=f"{PASSPHRASE}\n".encode())
    assert (ended.returncode, ended.stderr.removeprefix(b"Passphrase: ")) == (0, b"")
    ended = in_a_small_room("check", path, *words, input=b"")
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize("ending", [KeyboardInterrupt, EOFError])
def test_leaving_the_prompt_changes_nothing(refused, path, monkeypatch, ending):
    def leave(_prompt):
        raise ending

    monkeypatch.setattr(opening, "getpass", leave)
    assert refused("check", path) == "Stopped. Nothing was changed."


# --- files that are missing, damaged, or something else ---

EVERY = [["check"], ["export-json"], ["backup", "copy.imew"], ["report", "--for", "evaluator"], ["passphrase"]]


@pytest.mark.parametrize("command", EVERY)
def test_a_missing_workbook_is_said_and_none_is_made(refused, tmp_path, key, command):
    missing = tmp_path / "none.imew"
    assert "no workbook" in refused(command[0], missing, *command[1:], "--passphrase-file", key)
    assert not missing.exists()


def test_a_file_that_is_something_else(refused, tmp_path, key):
    other = tmp_path / "letter.imew"
    for content in (b"", b"Dear doctor", os.urandom(9000)):
        other.write_bytes(content)
        refused("check", other, "--passphrase-file", key)
        assert other.read_bytes() == content
    refused("check", tmp_path, "--passphrase-file", key)


def test_a_damaged_workbook_is_said_by_every_command_that_reads_it(refused, path, done, key, tmp_path):
    for year in range(1990, 2020):
        done("add", "career", f"title={'x' * 280}", f"start={year}")
    content = bytearray(path.read_bytes())
    for at in range(9000, len(content), 4096):
        content[at] ^= 1
    path.write_bytes(content)
    for command in (["check"], ["export-json"], ["report", "--for", "me", "--out", tmp_path / "out"]):
        sentence = refused(command[0], path, *command[1:], "--passphrase-file", key)
        assert "damaged" in sentence or "backup" in sentence
    assert not (tmp_path / "out").exists()


# --- add ---


def test_add_keeps_one_entry_with_its_dates_read(done, path):
    assert done("add", "career", "title=Staff pharmacist", "start=about 2009", "audience=evaluator") == "Added.\n"
    done("add", "use", "substance=alcohol", "event=first_use", "start=May 1996")
    done("add", "treatment", "title=Weekly group", "start=2015", "ongoing=true")
    work, first, group = records(path)
    assert (work.title, work.start.edtf, work.audience) == ("Staff pharmacist", "2009~", "evaluator")
    assert (first.point, first.start.edtf, first.audience) == (True, "1996-05", "private")
    assert group.ongoing


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["start=05/06/2011"], "start"),
        ([f"start=the {SECRET} day"], "start"),
        ([f"colour={SECRET}"], "colour: there is no such field"),
        (["audience=everybody"], "audience: one of"),
        ([SECRET], "name=value"),
        (["full_time_percent=900"], "full_time_percent: at most 150"),
        (["full_time_percent=half"], "full_time_percent: a number"),
        (["start=2010", "end=2004"], "the end comes after the start"),
        (["ongoing=perhaps"], "ongoing: true or false"),
        ([f"title={SECRET * 40}"], "title: at most 300"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_refused_by_field_and_rule(refused, path, key, fields, said):
    sentence = refused("add", path, "career", *fields, "--passphrase-file", key)
    assert said in sentence
    assert SECRET not in sentence
    assert records(path) == ()


def test_a_value_may_hold_equals_signs_and_a_date_may_be_any_readable_words(done, path):
    done("add", "health", "title=a=b", "start=early 2004")
    [kept] = records(path)
    assert kept.title == "a=b"


# --- copies and charts ---


def test_report_writes_the_copies_of_one_reader_for_their_owner_alone(done, path, tmp_path):
    done("add", "career", "title=Staff pharmacist", "start=2009", "audience=evaluator")
    done("add", "career", f"title={SECRET}", "start=2010")
    named = done("report", "--for", "evaluator", "--out", tmp_path / "copies")
    html, pdf = (Path(line) for line in named.splitlines())
    assert (html.suffix, pdf.suffix) == (".html", ".pdf")
    text = html.read_text(encoding="utf-8")
    assert "Staff pharmacist" in text
    assert SECRET not in text
    assert pdf.read_bytes().startswith(b"%PDF-")
    if os.name == "posix":
        assert stat.S_IMODE(html.stat().st_mode) == 0o600
    [mine] = done("report", "--for", "me", "--format", "html", "--out", tmp_path / "mine").splitlines()
    assert SECRET in Path(mine).read_text(encoding="utf-8")


def test_report_asks_about_what_does_not_go_together_before_it_makes_a_copy(done, run, path, key, tmp_path):
    done("add", "use", "substance=alcohol", "event=last_use", "start=2010-05-01", "audience=evaluator")
    done("add", "use", "substance=alcohol", "frequency=daily", "start=2012", "end=2013", "audience=evaluator")
    done("add", "use", "substance=alcohol", "frequency=daily", "start=2015", "end=2016")
    out = tmp_path / "copies"
    words = ("report", path, "--for", "evaluator", "--format", "html", "--out", out, "--passphrase-file", key)
    status, printed, said = run(*words)
    assert (status, printed, out.exists()) == (1, "", False)
    *questions, last = said.splitlines()
    assert last == "No copy was made. Please look at the above, or add --as-it-is."
    assert len(questions) == 2 and all(line.startswith("- ") for line in questions)
    assert "goes on after your last use" in questions[0] and "You keep back something later" in questions[1]
    [made] = done("report", "--for", "evaluator", "--format", "html", "--out", out, "--as-it-is").splitlines()
    assert "I have left them as I stated them." in Path(made).read_text(encoding="utf-8")


def test_report_takes_only_formats_that_there_are(refused, path, key, tmp_path):
    for formats in ("docx", "", "html,docx", ","):
        words = ("report", path, "--for", "me", "--format", formats, "--out", tmp_path / "o", "--passphrase-file", key)
        assert "html" in refused(*words)
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("ending", "start"),
    [("svg", b"<svg"), ("html", b"<!DOCTYPE"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("SVG", b"<svg")],
)
def test_chart_writes_each_form(done, tmp_path, ending, start):
    done("add", "career", "title=Staff pharmacist", "start=2009", "end=2012")
    out = tmp_path / f"chart.{ending}"
    assert done("chart", "--out", out, "--paper", "a4") == f"{out}\n"
    assert out.read_bytes()[:40].lower().startswith(start.lower())


def test_a_chart_by_decade_is_a_page_or_a_file_for_each(done, tmp_path):
    done("add", "career", "title=Staff pharmacist", "start=2009", "end=2012")
    made = done("chart", "--out", tmp_path / "chart.svg", "--by-decade", "--portrait").splitlines()
    assert [Path(line).name for line in made] == ["chart-2000s.svg", "chart-2010s.svg", "chart-2020s.svg"]
    assert "Two histories, 2000 to 2009" in Path(made[0]).read_text(encoding="utf-8")
    assert "Staff pharmacist" in Path(made[1]).read_text(encoding="utf-8")
    assert "Staff pharmacist" not in Path(made[2]).read_text(encoding="utf-8")
    done("chart", "--out", tmp_path / "chart.pdf", "--by-decade", "--portrait")
    with pikepdf.open(tmp_path / "chart.pdf") as pdf:
        assert len(pdf.pages) == len(made)
        assert all(page.mediabox[2] < page.mediabox[3] for page in pdf.pages)


def test_a_chart_by_decade_is_written_whole_or_not_at_all(refused, done, path, key, tmp_path):
    done("add", "career", "title=Staff pharmacist", "start=2009", "end=2012")
    place = tmp_path / "charts"
    (place / "chart-2010s.svg").mkdir(parents=True)
    out = place / "chart.svg"
    assert "no plain file" in refused("chart", path, "--out", out, "--by-decade", "--passphrase-file", key)
    assert [each.name for each in place.iterdir()] == ["chart-2010s.svg"]


def test_a_report_that_does_not_fit_leaves_nothing(done, path, key, tmp_path):
    done("add", "career", "title=Staff pharmacist", "start=2009")
    words = ["report", path, "--for", "me", "--format", "html,interactive", "--passphrase-file", key, "--out"]
    fitting = [Path(line) for line in done(words[0], *words[2:6], "--out", tmp_path / "a").splitlines()]
    small, large = (file.stat().st_size for file in fitting)
    assert small < large
    code = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({large - 1}, {large - 1}))\n"
    code += "from imeworkbook.cli import main; sys.exit(main())"
    ended = subprocess.run([sys.executable, "-c", code, *words, tmp_path / "b"], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "could not be saved" in ended.stderr
    assert not (tmp_path / "b").exists()


def test_chart_for_the_evaluator_leaves_out_what_is_private(done, tmp_path):
    done("add", "career", f"title={SECRET}", "start=2009", "end=2012")
    for reader, shown in (("evaluator", False), ("me", True)):
        done("chart", "--for", reader, "--out", tmp_path / "chart.svg")
        assert (SECRET in (tmp_path / "chart.svg").read_text(encoding="utf-8")) is shown


def test_a_chart_has_to_have_an_ending_that_can_be_made(refused, path, key, tmp_path):
    assert ".svg" in refused("chart", path, "--out", tmp_path / "chart.bmp", "--passphrase-file", key)
    assert not (tmp_path / "chart.bmp").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["report", "--for", "me", "--format", "html", "--out"],
        ["chart", "--out", "chart.svg"],
        ["export-json", "--out"],
        ["backup"],
    ],
)
def test_a_folder_that_cannot_be_written(refused, path, key, tmp_path, command):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder is needed")
    last = command[-1]
    words = [*command[:-1], blocked / last] if last.endswith(".svg") else [*command, blocked / "file.json"]
    refused(words[0], path, *words[1:], "--passphrase-file", key)
    assert blocked.read_text() == "a file where a folder is needed"


# --- keeping it safe ---


def test_check_counts_what_can_be_read(done):
    done("add", "career", "title=Staff pharmacist")
    assert done("check") == "The workbook is whole: 1 entries, all of them readable.\n"


def test_export_json_holds_every_record_and_says_that_it_is_not_encrypted(run, done, path, key, tmp_path):
    done("add", "career", "title=Zoë’s post", "start=about 2009")
    [record] = json.loads(done("export-json"))["records"]
    assert (record["title"], record["start"]["phrase"]) == ("Zoë’s post", "about 2009")
    out = tmp_path / "all.json"
    status, said, warned = run("export-json", path, "--out", out, "--passphrase-file", key)
    assert (status, said) == (0, f"{out}\n")
    assert warned == "This file is not encrypted: anyone who has it can read it.\n"
    assert json.loads(out.read_text(encoding="utf-8"))["records"] == [record]


def test_nothing_in_clear_text_takes_the_place_of_the_workbook(refused, path, key, tmp_path):
    before = path.read_bytes()
    other_name = tmp_path / "other.json"
    other_name.hardlink_to(path)
    for out in (path, tmp_path / "." / path.name, other_name):
        assert "the workbook itself" in refused("export-json", path, "--out", out, "--passphrase-file", key)
    assert path.read_bytes() == before


def test_backup_and_restore(run, done, path, key, tmp_path):
    done("add", "career", "title=Before")
    copy = Path(done("backup", tmp_path).strip())
    assert copy.parent == tmp_path
    done("add", "career", "title=After")
    status, said, err = run("restore", copy, path, "--passphrase-file", key)
    assert (status, err) == (0, "")
    assert [record.title for record in records(path)] == ["Before"]
    [aside] = tmp_path.glob("*before*.imew")
    assert str(aside) in said
    assert [record.title for record in records(aside)] == ["Before", "After"]


def test_restore_without_a_place_makes_the_default_workbook(run, done, key, tmp_path):
    copy = done("backup", tmp_path / "copy.imew").strip()
    assert run("restore", copy, "--passphrase-file", key)[:2] == (0, "The backup is your workbook now.\n")
    assert records(tmp_path / "default" / "workbook.imew") == ()


def test_backup_never_writes_over_a_file(refused, done, path, key, tmp_path):
    taken = tmp_path / "taken.imew"
    taken.write_text("mine")
    refused("backup", path, taken, "--passphrase-file", key)
    assert taken.read_text() == "mine"


def test_restore_refuses_what_is_no_backup_and_leaves_the_workbook(refused, path, key, tmp_path):
    other = tmp_path / "other.imew"
    other.write_bytes(b"something else")
    before = path.read_bytes()
    for backup in (other, tmp_path / "none.imew"):
        refused("restore", backup, path, "--passphrase-file", key)
    assert path.read_bytes() == before


def test_passphrase_changes_what_opens_it(run, refused, path, monkeypatch, tmp_path):
    asked = answering(monkeypatch, PASSPHRASE, "an entirely new one", "an entirely new one")
    assert run("passphrase", path)[0] == 0
    assert asked == ["Passphrase: ", "New passphrase: ", "The same again: "]
    assert records(path, "an entirely new one") == ()
    answering(monkeypatch, PASSPHRASE)
    refused("check", path)


def test_passphrase_typed_in_two_ways_changes_nothing(refused, path, monkeypatch):
    answering(monkeypatch, PASSPHRASE, "an entirely new one", "an entirely new two")
    assert "Nothing was changed." in refused("passphrase", path)
    assert records(path) == ()


def test_passphrase_from_files_for_scripts(done, path, tmp_path):
    new = tmp_path / "new.txt"
    new.write_text("from a file, and long\r\n")
    done("passphrase", "--new-passphrase-file", new)
    assert records(path, "from a file, and long") == ()


def test_passphrase_with_the_recovery_code(run, refused, path, monkeypatch):
    code = path.with_suffix(".code").read_text()
    asked = answering(monkeypatch, code, "an entirely new one", "an entirely new one")
    assert run("passphrase", path, "--recovery")[0] == 0
    assert asked[0] == "Recovery code: "
    assert records(path, "an entirely new one") == ()
    answering(monkeypatch, "wrong code")
    refused("passphrase", path, "--recovery")


@pytest.mark.parametrize("new", ["", "short"])
def test_passphrase_refuses_one_that_is_too_short(refused, path, monkeypatch, new):
    answering(monkeypatch, PASSPHRASE, new, new)
    refused("passphrase", path)
    assert records(path) == ()


# --- opening ---


@pytest.fixture
def opened(monkeypatch):
    """What would have been opened in the browser."""
    calls = []
    monkeypatch.setattr(launch, "open_workbook_in_lab", lambda *words, **more: calls.append((words, more)))
    return calls


def test_open_is_what_happens_without_a_command(run, opened, tmp_path, path):
    for words in ([], [path], ["open", path, "--no-browser", "--port", "8900"]):
        assert run(*words) == (0, "", "")
    default = tmp_path / "default" / "workbook.imew"
    assert opened == [
        ((default,), {"browser": True, "port": None}),
        ((path,), {"browser": True, "port": None}),
        ((path,), {"browser": False, "port": 8900}),
    ]


def test_a_mistyped_command_opens_nothing(run, opened):
    status, _, err = run("exprot-json")
    assert status == 2
    assert "export-json" in err
    assert opened == []


def test_open_refuses_what_is_no_file_before_anything_starts(refused, opened, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        assert refused("open", place) == "This is not a workbook file."
    refused("open", tmp_path / ("x" * 300))
    assert opened == []


def test_demo_makes_the_sample_and_opens_it(run, opened, tmp_path):
    place = tmp_path / "sample.imew"
    status, said, _ = run("demo", place)
    assert status == 0
    assert opened == [((place,), {})]
    assert f"Its passphrase is: {cli.commands.SAMPLE_PASSPHRASE}" in said
    assert len(records(place, cli.commands.SAMPLE_PASSPHRASE)) > 60


def test_demo_keeps_its_default_workbook_and_never_writes_over_a_named_one(run, refused, opened, path, key):
    assert run("demo", "--no-open")[0] == 0
    assert run("demo", "--no-open")[0] == 0
    assert opened == []
    before = path.read_bytes()
    refused("demo", path, "--no-open")
    assert path.read_bytes() == before


def test_demo_with_a_passphrase_of_ones_own_does_not_print_it(run, tmp_path, key):
    status, said, err = run("demo", tmp_path / "demo.imew", "--no-open", "--passphrase-file", key)
    assert (status, err) == (0, "")
    assert PASSPHRASE not in said


# --- usage ---


@pytest.mark.parametrize(
    "words",
    [
        ["report", "w.imew"],
        ["report", "w.imew", "--for", "employer"],
        ["chart", "w.imew"],
        ["add", "w.imew", "hobby", "title=x"],
        ["add", "w.imew", "career"],
        ["open", "--port", "many"],
        ["check", "w.imew", "--loud"],
        ["backup", "w.imew"],
        ["restore"],
        ["check"],
    ],
)
def test_wrong_usage_is_status_2_with_usage_on_standard_error(run, words):
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("usage: imeworkbook")


def test_help_and_version(run):
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    for command in cli.COMMANDS:
        assert command in out
        assert run(command, "--help")[0] == 0
    assert run("--version") == (0, f"{__version__}\n", "")


def in_a_shell(words, ending, **more):
    """Run one command through the shell, with what happens to its output; gives its status and standard error."""
    command = [sys.executable, "-m", "imeworkbook", *map(str, words)]
    ended = subprocess.run(["sh", "-c", f'"$@" {ending}', "sh", *command], stderr=subprocess.PIPE, text=True, **more)
    return ended.returncode, ended.stderr


def test_output_that_cannot_be_written_gets_one_sentence(path, key):
    words = ["export-json", path, "--passphrase-file", key]
    assert in_a_shell(words, ">/dev/full") == (1, "This could not be done: no space left on device.\n")
    assert in_a_shell(["report", "--help"], ">/dev/full") == (1, "This could not be done: no space left on device.\n")
    assert in_a_shell(words, ">&-") == (1, "There is nowhere to write to; please give --out FILE.\n")


def test_a_reader_that_goes_away_is_no_trouble(path, key):
    reading, writing = os.pipe()
    os.close(reading)
    assert in_a_shell(["export-json", path, "--passphrase-file", key], "", stdout=writing) == (1, "")
    os.close(writing)


def test_a_terminal_without_the_signs_is_no_trouble(done, path, key, tmp_path, monkeypatch):
    done("add", "career", "title=Zoë 看護師")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    out, folder = tmp_path / "out", tmp_path / "naïve"
    words = ["--passphrase-file", key]
    assert in_a_shell(["export-json", path, *words], f"> {out}") == (0, "")
    assert json.loads(out.read_text())["records"][0]["title"] == "Zoë 看護師"
    assert in_a_shell(["report", path, "--for", "me", "--format", "csv", "--out", folder, *words], f"> {out}") == (
        0,
        "",
    )
    assert "na\\xefve" in out.read_text()


def test_a_name_that_is_no_text_gets_one_sentence(refused, path, key):
    odd = path.with_name("mine\udcff.imew")
    path.rename(odd)
    refused("check", odd, "--passphrase-file", key)


def test_the_status_reaches_the_shell(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "imeworkbook", "check", tmp_path / "none"], capture_output=True, text=True
    )
    assert run.returncode == 1
    assert run.stderr == "There is no workbook at this place.\n"


# --- what could be looked at again ---


def test_review_asks_a_question_a_line_and_changes_nothing(done, path):
    assert done("review") == "There is nothing to look at again.\n"
    for title, start in (("Staff nurse", "2003"), ("Lecturer", "2004")):
        done("add", "career", f"title={title}", f"start={start}", "ongoing=true")
    before = path.read_bytes()
    asked = done("review").splitlines()
    assert asked == ["Staff nurse and Lecturer went on at the same time, both close to full time. Is that how it was?"]
    assert path.read_bytes() == before


# --- another copy of the workbook ---


@pytest.fixture
def away(path, tmp_path):
    """A copy of the workbook that was worked on elsewhere."""
    copy = tmp_path / "away.imew"
    copy.write_bytes(path.read_bytes())
    with open_workbook(copy, PASSPHRASE) as workbook:
        workbook.add(Career(id="new", title="Locum", start="2011"))
    return copy


def test_compare_shows_what_only_the_other_copy_holds(run, path, key, away):
    before = path.read_bytes()
    status, out, err = run("compare", path, away, "--passphrase-file", key)
    assert (status, err) == (0, "")
    assert out.startswith("1. Training and work: ") and "Locum" in out and "not here" in out
    assert len(out.splitlines()) == 1
    assert path.read_bytes() == before


def test_compare_takes_what_is_chosen(run, path, key, away):
    for wrong in ("0", "2", "one", "1.5"):
        status, _, err = run("compare", path, away, "--passphrase-file", key, "--take", wrong)
        assert status == 1 and "--take" in err
    assert run("compare", path, away, "--passphrase-file", key, "--take", "1")[0] == 0
    with open_workbook(path, PASSPHRASE) as workbook:
        assert workbook.get("new").title == "Locum"
    assert "nothing that this workbook does not" in run("compare", path, away, "--passphrase-file", key)[1]


def test_compare_asks_for_the_other_passphrase_where_it_differs(run, path, key, away, monkeypatch):
    with open_workbook(away, PASSPHRASE) as workbook:
        workbook.store.change_passphrase("another six words for me")
    monkeypatch.setattr(opening, "getpass", lambda prompt: "another six words for me" if "other" in prompt else "")
    status, out, _ = run("compare", path, away, "--passphrase-file", key, "--take", "all")
    assert status == 0 and "Taken: 1" in out


def test_what_cannot_be_read_is_named_before_anything_is_made(run, path, key, tmp_path):
    with open_workbook(path, PASSPHRASE) as workbook:
        workbook.add(Career(title=SECRET))
        with workbook.store._writing() as (connection, _):
            connection.execute("UPDATE version SET body = '{' || body")
    for words in (("report", path, "--for", "evaluator", "--out", tmp_path), ("export-json", path), ("review", path)):
        status, _, err = run(*words, "--passphrase-file", key)
        assert status == 0
        assert "1 entry can no longer be read" in err and "(kept on 2" in err and SECRET not in err
    assert run("check", path, "--passphrase-file", key)[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        (SECRET,),
        ("review", "w.imew", SECRET),
        ("add", "w.imew", SECRET, "title=x"),
        ("open", "--port", SECRET),
        ("open", f"--no-browser={SECRET}"),
        ("report", f"--fo={SECRET}"),
        ("report", "w.imew", "--for", SECRET),
    ],
)
def test_wrong_usage_repeats_nothing_that_was_typed(run, words):
    status, out, err = run(*words)
    assert status == 2 and err.startswith("usage: imeworkbook")
    assert SECRET not in out + err
    assert len(err.strip().splitlines()[-1]) > len("imeworkbook: error: ")


def test_a_word_too_long_for_any_file_is_one_sentence(run):
    status, _, err = run("9" * 400)
    assert status == 1 and len(err.splitlines()) == 1


# --- a place without a home ---


@pytest.mark.parametrize("words", [["open"], ["open", "mine.imew"], ["demo", "--no-open"]])
def test_without_a_home_folder_one_sentence_says_so(refused, monkeypatch, tmp_path, words):
    for name in ("HOME", "IMEWORKBOOK_FILE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)  # the system does not know who we are either
    monkeypatch.chdir(tmp_path)
    assert refused(*words) == (
        "This computer does not say where your home folder is; please set HOME to a folder of yours."
    )
    assert list(tmp_path.iterdir()) == []


# --- import ---

FILES = Path(__file__).parent / "importers" / "files"


def test_import_shows_and_keeps_nothing_without_a_workbook(run, path):
    status, out, err = run("import", FILES / "record.xml")
    assert (status, err) == (0, "")
    assert "1. 3 May 2016  Follow-up visit" in out
    assert "Not offered: A condition that a record names. The record says that this is not so." in out
    assert "dependence" not in out
    assert out.endswith("Nothing was kept. Please add --into WORKBOOK to bring lines in.\n")


def test_import_takes_without_asking_what_has_no_question_and_prints_the_rest(run, path, key):
    words = (
        "import",
        FILES / "resume.json",
        FILES / "Positions.csv",
        "--into",
        path,
        "--passphrase-file",
        key,
        "--yes",
    )
    status, out, err = run(*words)
    assert (status, err) == (0, "")
    assert "start: This is no date that can be read" in out
    assert "Kept: 5. It can be undone in the workbook.\nLeft out, as they need a look: 1.\n" in out
    assert sum(record.kind == "career" for record in records(path)) == 5
    assert {record.audience for record in records(path)} == {"private"}


@pytest.mark.parametrize(("answer", "kept"), [("1, 4\n", 2), ("all\n", 4), ("\n", 0)])
def test_import_takes_what_is_chosen_by_number(run, path, key, monkeypatch, answer, kept):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    status, out, _ = run("import", FILES / "resume.json", "--into", path, "--passphrase-file", key)
    assert status == 0
    assert f"Kept: {kept}." in out
    assert sum(record.kind == "career" for record in records(path)) == kept


def test_import_without_an_answer_changes_nothing(run, path, key, monkeypatch):
    for answer in ("", "9\n", "some\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        assert run("import", FILES / "resume.json", "--into", path, "--passphrase-file", key)[0] == 1
    assert records(path) == ()


def test_import_refuses_what_it_cannot_read(refused, path, key, tmp_path):
    place = tmp_path / f"{SECRET}.json"
    place.write_text(f'{{"{SECRET}')
    sentence = refused("import", place, "--into", path, "--passphrase-file", key, "--yes")
    assert "cut off or broken" in sentence
    assert SECRET not in sentence


def test_import_that_is_interrupted_says_one_sentence_and_keeps_nothing(refused, path, key, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("imeworkbook.widgets.bringing.read", interrupted)
    words = ("import", FILES / "resume.json", "--into", path, "--passphrase-file", key, "--yes")
    assert refused(*words) == "Stopped. Nothing was changed."
    assert records(path) == ()


def test_import_of_several_people_asks_for_one_by_number(run, tmp_path):
    conditions = [
        {"resourceType": "Procedure", "subject": {"reference": f"Patient/{n}"}, "code": {"text": f"Thing {n}"}}
        for n in (1, 2)
    ]
    place = tmp_path / "people.json"
    place.write_text(json.dumps(conditions))
    out = run("import", place)[1]
    assert "more than one person" in out and "2. someone without a name" in out and "Thing" not in out
    out = run("import", place, "--person", "2")[1]
    assert "Thing 2" in out and "Thing 1" not in out


def test_import_is_told_what_comes_first(run):
    assert "3 April 2014" in run("import", FILES / "own.csv", "--day-first")[1]
    assert "4 March 2014" in run("import", FILES / "own.csv", "--month-first")[1]
