"""Filling in a long form page by page: show a page, keep what was typed right or wrong, go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.answers import Answer
from app.core.db import utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.draft_alike import Alike, going_on
from app.core.draft_autosave import AUTOSAVE, keep_quietly
from app.core.draft_doors import signed_out_page, token_is_good
from app.core.drafts import Draft, keep_answers
from app.core.journey import Answers, Journey, Page, Plan, Progress, Task
from app.core.permissions import actor
from app.core.records import Outdated

THEN, TASKS = "then", "tasks"  # the button that keeps a page and leads to the list of tasks


@dataclass(frozen=True, slots=True)
class Filling:
    """One long form: what its feature says about it."""

    section: str  # of the navigation
    template: str  # of a page; extends drafts/page.html
    plan: Plan
    open_draft: Callable[[str], Draft]  # 404 for those who may not write in it
    writing_of: Callable[[Draft], Any]
    of_nobody: Callable[[], Any]  # what a page is drawn with when nobody is signed in: all there is to choose
    page_url: Callable[..., str]  # (draft, page, where to go back to, **what else the address says)
    tasks_url: Callable[[str], str]
    check_url: Callable[[str], str]
    sent_url: Callable[[Draft], str]
    answers_of: Callable[[Draft, Page], Sequence[Answer]]  # in words
    beside: Callable[[Draft, Page, Any], dict[str, Any]]  # what one page or another shows besides its fields
    told_in: Mapping[str, Sequence[str]]  # page → its fields from whose text other answers are suggested
    alike: Alike

    def page(self, name: str) -> Page:
        return self.plan.pages.get(name) or abort(404)


def show(filling: Filling, draft_id: str, name: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    shown, draft = filling.page(name), filling.open_draft(draft_id)
    if draft.sent_as:
        return redirect(filling.sent_url(draft))
    form = shown.form.kept(filling.writing_of(draft))
    if request.args.get("mend"):
        form.validate()
    return page(filling, draft, shown, form)


def keep(filling: Filling, draft_id: str, name: str) -> ResponseReturnValue:
    """Keep what was typed, right or wrong; go on when it is right.

    Its view is exempt from the general token check: it is made here, so that typed text is not lost.
    """
    pressed, seen = request.form.get(THEN, ""), request.form.get("seen", "")
    if not actor().is_signed_in:
        return ("", 401) if pressed == AUTOSAVE else _signed_out(filling, name)
    shown, draft = filling.page(name), filling.open_draft(draft_id)
    if draft.sent_as:
        return redirect(filling.sent_url(draft))
    form = shown.form(request.form, filling.writing_of(draft))
    if not token_is_good():
        return ("", 400) if pressed == AUTOSAVE else page(filling, draft, shown, form, trouble="stale", status=400)
    if pressed == AUTOSAVE:
        return keep_quietly(draft, name, form, seen=seen)
    leaves, row = pressed == TASKS, form.alter_rows(pressed)
    right = form.validate() or leaves or bool(row)
    if form.can_be_kept:
        try:
            with writing() as session:
                kept = keep_answers(session, draft_id, step=name, answers=form.typed(), seen=seen, now=utc_now())
                answers = dict(kept.answers)
                written = filling.alike.written(kept, answers)
        except Outdated:
            return page(filling, filling.open_draft(draft_id), shown, form, trouble="changed", status=409)
        if not leaves:
            going_on(filling.alike, name, written)
        if right and row:
            return redirect(filling.page_url(draft_id, name, _back(), _anchor=row))
        if right:
            return redirect(filling.tasks_url(draft_id) if leaves else _next_address(filling, draft_id, shown, answers))
    return page(filling, filling.open_draft(draft_id), shown, form, status=form.status)


def _signed_out(filling: Filling, name: str) -> ResponseReturnValue:
    return signed_out_page(filling.section, filling.page(name).form(None, filling.of_nobody()))


def _next_address(filling: Filling, draft_id: str, shown: Page, answers: Answers) -> str:
    """On within the task, then on with the form; a changed answer leads back to the check, by way of new questions."""
    back = _back()
    following = filling.plan.page_after(shown.name, answers)
    if back and not (shown.leads_on and following):
        return filling.check_url(draft_id)
    if following is None and (filling.plan.is_later(shown.name) or not filling.plan.leads_through):
        return filling.tasks_url(draft_id)
    following = following or filling.plan.first_unanswered(answers)
    return filling.page_url(draft_id, following.name, back) if following else filling.check_url(draft_id)


def _back() -> str | None:
    """Where the writer came from, if that is the check of all answers."""
    return "check" if request.args.get("back") == "check" else None


def page(
    filling: Filling, draft: Draft, shown: Page, form: Any, *, trouble: str = "", status: int = 200
) -> ResponseReturnValue:
    """The page, with what is kept elsewhere beside it when two tabs disagree."""
    if trouble:
        form.form_errors.append(_what_to_do(trouble))
    back = _back()
    form.suggest(_told(filling, draft.answers))
    html = render_template(
        filling.template,
        draft=draft,
        page=shown,
        task=filling.plan.task_of[shown.name],
        form=form,
        seen=draft.seen(shown.name),
        back=back,
        action=filling.page_url(draft.id, shown.name, back),
        back_url=_back_address(filling, draft, shown, back),
        elsewhere=_elsewhere(filling, draft, shown) if trouble == "changed" else [],
        alike=filling.alike.drawn(draft, draft.answers) if shown.name in filling.alike.pages else None,
        alike_url=filling.alike.url(draft.id, shown.name),
        **filling.beside(draft, shown, form.writing),
    )
    return html, status


def _told(filling: Filling, answers: Answers) -> str:
    """What was written so far about the thing itself, whether right or not."""
    texts = [answers.get(name, {}).get(field, []) for name, fields in filling.told_in.items() for field in fields]
    return "\n".join(line for text in texts for line in text)


def _elsewhere(filling: Filling, draft: Draft, shown: Page) -> list[dict[str, Any]]:
    """The answers that another tab or device has kept, in words."""
    return [{"label": each.question, "value": each.lines, "url": None} for each in filling.answers_of(draft, shown)]


def _what_to_do(trouble: str) -> str:
    if trouble == "changed":
        return str(_("This page was changed in another tab or on another device. Compare below, then press Continue."))
    return str(_("This page was open for too long. Your text is still here: press Continue again."))


def _back_address(filling: Filling, draft: Draft, shown: Page, back: str | None) -> str:
    if back:
        return filling.check_url(draft.id)
    before = filling.plan.page_before(shown.name, draft.answers)
    return filling.page_url(draft.id, before.name, None) if before else filling.tasks_url(draft.id)


def task_rows(filling: Filling, journey: Journey, draft_id: str, *, later: bool = False) -> list[dict[str, Any]]:
    """The tasks as the list shows them; each leads to its first page that is not done yet, else to its first."""
    return [_task_row(filling, journey, task, draft_id) for task in filling.plan.tasks if task.later == later]


def _task_row(filling: Filling, journey: Journey, task: Task, draft_id: str) -> dict[str, Any]:
    progress = journey.progress(task)
    words = {Progress.NOT_STARTED: _("Not started"), Progress.IN_PROGRESS: _("In progress"), Progress.DONE: _("Done")}
    return {
        "name": str(task.title),
        "url": filling.page_url(draft_id, journey.entry(task).name, None),
        "status": words[progress],
        "done": progress is Progress.DONE,
        "hint": "",
    }


def check_addresses(filling: Filling, draft_id: str) -> Callable[[str, str, bool], str]:
    """For a check-answers page: where an answer is changed, and that with what is wrong in it (mend)."""

    def address(name: str, field_id: str, mend: bool) -> str:
        return filling.page_url(draft_id, name, "check", _anchor=field_id or None, mend=1 if mend else None)

    return address


def while_typing(filling: Filling, draft_id: str, name: str) -> ResponseReturnValue:
    """For the text as it stands on the page now; nothing of it is kept. Without a session the page stays as it is."""
    if not actor().is_signed_in:
        return "", 401, {"HX-Reswap": "none"}
    shown, draft = filling.page(name), filling.open_draft(draft_id)
    if draft.sent_as or name not in filling.alike.pages:
        abort(404)
    form = shown.form(request.form, filling.writing_of(draft))
    return str(filling.alike.drawn(draft, {**draft.answers, name: form.typed()}))
