"""The ways through what an office sets up: its settings, people, accounts, duties. See ways.py."""

from __future__ import annotations

from typing import Any

from kiosk.accounts.models import Deputy
from kiosk.duties.models import DutyDone
from kiosk.postings.models import Category
from kiosk.programme.page_times import USUAL_SECONDS
from tests.faces.admin import playlist_desk
from tests.faces.admin.settled import OFFICE, seen_on
from tests.faces.admin.signing import PASSWORD
from tests.faces.admin.ways import Form, House, Ways, newest

acts = Ways()
VISIT = {
    "name": "到收费站调研", "who": "白玉成", "rhythm": "monthly", "minimum": "1", "due_day": "25",
    "station_id": "", "is_private": "1", "note": "",
}  # fmt: skip


def filled(house: House, address: str, data: dict[str, Any]) -> Form:
    """A form of Ada's that says which version it changes."""
    return Form(house.ada, address, {**data, "seen": seen_on(house.ada, address)})


# Playlists.


@acts("admin.playlist_add")
def add_a_playlist(house: House) -> Form:
    return Form(house.cleo, "/admin/playlists", {"playlist_name": "光荣榜优先", "station_id": ""})


@acts("admin.playlist_post")
def change_a_playlist(house: House) -> Form:
    playlist = playlist_desk.made()
    typed = playlist_desk.fields(house.cleo, playlist)
    typed[f"{playlist_desk.line_of(typed, 'kind:honors')}weight"] = "2"
    return Form(house.cleo, playlist_desk.address(playlist), typed)


@acts("admin.playlist_remove")
def remove_a_playlist(house: House) -> Form:
    return Form(house.cleo, f"{playlist_desk.address(playlist_desk.made())}/remove")


# Settings.


@acts("admin.settings_post")
def change_the_office(house: House) -> Form:
    return filled(house, "/admin/settings", OFFICE)


@acts("admin.begin_post")
def take_the_first_steps(house: House) -> Form:
    data = {"name": "红柳湾收费所", "short_name": "红柳湾所", "stations": "红柳一站\n红柳二站"}
    return Form(house.ada, "/admin/begin", data)


@acts("admin.station_post")
def rename_a_station(house: House) -> Form:
    address = f"/admin/settings/stations/{house.stations[0].id}"
    return filled(house, address, {"name": "Willow station", "short_name": "Willow"})


@acts("admin.station_add")
def add_a_station(house: House) -> Form:
    return Form(house.ada, "/admin/settings/stations", {"station_name": "Third station"})


@acts("admin.page_times_post")
def change_seconds(house: House) -> Form:
    said = {name: str(seconds) for name, seconds in USUAL_SECONDS.items()}
    return Form(house.ada, "/admin/settings/page-times", {**said, "table": "30"})


@acts("admin.category_post")
def change_a_category(house: House) -> Form:
    said = {"name": "Costs", "min_working_days": "5", "signing": "one", "theme": ""}
    address = f"/admin/settings/categories/{house.categories['notice'].id}"
    return filled(house, address, {**said, "rhythm": "monthly", "expected_of": ""})


@acts("admin.category_add")
def add_a_category(house: House) -> Form:
    return Form(
        house.ada, "/admin/settings/categories", {"category_name": "食堂菜谱", "sort": "disclosure"}
    )


@acts("admin.category_retire")
def retire_a_category(house: House) -> Form:
    number = house.categories["notice"].id
    return Form(house.ada, f"/admin/settings/categories/{number}/retire")


@acts("admin.category_resume")
def use_a_category_again(house: House) -> Form:
    retired = retire_a_category(house)
    retired.send()
    return Form(house.ada, retired.address.replace("/retire", "/resume"))


@acts("admin.category_remove")
def remove_a_category_of_one_s_own(house: House) -> Form:
    add_a_category(house).send()
    return Form(house.ada, f"/admin/settings/categories/{newest(Category)}/remove")


@acts("admin.calendar_post")
def paste_the_holidays(house: House) -> Form:
    return filled(house, "/admin/settings/calendar/2027", {"notice": "1月1日至3日放假。"})


@acts("admin.register_begin")
def begin_the_register(house: House) -> Form:
    return Form(house.ada, "/admin/register/begin", {"place": "office", "first": "44"})


# People and accounts.


@acts("admin.person_add")
def add_a_person(house: House) -> Form:
    return Form(house.ada, "/admin/settings/people", {"name": "田甜", "station_id": ""})


@acts("admin.person_post")
def change_a_person(house: House) -> Form:
    address = f"/admin/settings/people/{house.person().id}"
    return filled(house, address, {"name": "田恬", "station_id": ""})


@acts("admin.person_remove")
def take_a_person_off_the_list(house: House) -> Form:
    return Form(house.ada, f"/admin/settings/people/{house.person().id}/remove")


@acts("admin.person_hide")
def hide_a_person(house: House) -> Form:
    return Form(house.ada, f"/admin/settings/people/{house.person().id}/hide", {"reason": "调离"})


@acts("admin.person_show")
def show_a_person_again(house: House) -> Form:
    hidden = hide_a_person(house)
    hidden.send()
    return Form(house.ada, hidden.address.replace("/hide", "/show"))


@acts("admin.account_add")
def open_an_account(house: House) -> Form:
    return Form(house.ada, "/admin/accounts", {"username": "li.na", "display_name": "李娜"})


@acts("admin.account_post")
def take_all_roles(house: House) -> Form:
    address = f"/admin/accounts/{house.account('sid')}"
    return filled(house, address, {"display_name": "Sid", "is_active": "y"})


@acts("admin.account_password")
def give_a_password_anew(house: House) -> Form:
    return Form(house.ada, f"/admin/accounts/{house.account('sid')}/password")


@acts("admin.deputy_add")
def name_a_deputy(house: House) -> Form:
    said = {"role": "admin_signer", "station": "", "stands_for": "田建军", "reason": "外出开会"}
    days = {"first_day": "2026-11-22", "last_day": "2026-11-24"}
    data = {f"deputy-{name}": one for name, one in {**said, **days}.items()}
    return Form(house.ada, f"/admin/accounts/{house.account('bo')}/deputies", data)


@acts("admin.deputy_end")
def end_a_deputy(house: House) -> Form:
    named = name_a_deputy(house)
    named.send()
    return Form(house.ada, f"{named.address}/{newest(Deputy)}/end")


@acts("admin.password_post")
def change_one_s_password(house: House) -> Form:
    new = "three words nobody joins"
    return Form(house.ada, "/admin/password", {"old": PASSWORD, "new": new, "again": new})


@acts("admin.language")
def speak_chinese(house: House) -> Form:
    return Form(house.ada, "/admin/language", {"language": "zh_CN"})


# Duties.


@acts("admin.duty_nothing")
def state_that_there_is_nothing(house: House) -> Form:
    house.categories["notice"].rhythm = "monthly"
    number = house.categories["notice"].id
    data = {"category": number, "station": "", "month": "2026-11", "place": ""}
    return Form(house.cleo, "/admin/duties/nothing", data)


@acts("admin.duty_add")
def add_a_duty(house: House) -> Form:
    return Form(house.cleo, "/admin/duties/own", VISIT)


@acts("admin.duty_post")
def change_a_duty(house: House) -> Form:
    address = f"/admin/duties/own/{house.duty().id}"
    return Form(house.cleo, address, {**VISIT, "seen": seen_on(house.cleo, address)})


@acts("admin.duty_done")
def record_that_it_was_done(house: House) -> Form:
    address = f"/admin/duties/own/{house.duty().id}/done"
    return Form(house.cleo, address, {"done_on": "2026-11-21", "remark": ""})


@acts("admin.duty_take_back")
def take_back_that_it_was_done(house: House) -> Form:
    record_that_it_was_done(house).send()
    return Form(house.cleo, f"/admin/duties/done/{newest(DutyDone)}/take-back")


@acts("admin.duty_end")
def end_a_duty(house: House) -> Form:
    return Form(house.cleo, f"/admin/duties/own/{house.duty().id}/end")


@acts("admin.duty_resume")
def take_a_duty_up_again(house: House) -> Form:
    ended = end_a_duty(house)
    ended.send()
    return Form(house.cleo, ended.address.replace("/end", "/resume"))
