"""Coverage: the share of due quarter-hours in which a board has shown a notice in full. It never says too much."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import quarters
from kiosk.core.calendar import WorkCalendar
from kiosk.postings.coverage import (
    Board,
    Coverage,
    Gap,
    Shown,
    Stand,
    Text,
    coverage,
    extension,
    percent,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = quarters.of_hours("07:00-22:00")
#: A Wednesday; the period runs to the next Tuesday, with a weekend inside.
FIRST, LAST = date(2026, 11, 18), date(2026, 11, 24)
QUARTER = timedelta(minutes=15)


def on(day, clock="00:00"):
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=SHANGHAI)


def at(*clocks):
    """The quarter-hours in which these times lie."""
    found = 0
    for clock in clocks:
        hour, minute = clock.split(":")
        found |= 1 << (95 - (int(hour) * 4 + int(minute) // 15))
    return found


HALL = Stand("hall1", "大厅", "柳泉收费站", on(1))
BOARD = Board("hall1", "大厅", "柳泉收费站")


def shown(day, seen, *, device="hall1", revision=1):
    return Shown(
        device, date(2026, 11, day), revision, seen.bit_count(), 20 * seen.bit_count(), seen
    )


def covered(**said: Any) -> Coverage:
    """The coverage of the first day by one board with one text, where nothing else is said."""
    begins, ends = said.pop("begins", on(18)), said.pop("ends", on(19))
    hours = said.pop("hours", HOURS)
    usual: dict[str, Any] = {
        "hours": lambda _day: hours,
        "stretches": [(begins, ends)],
        "stands": (HALL,),
        "shown": (),
        "texts": (Text(1, on(1)),),
    }
    return coverage(**(usual | said))


def test_due_are_the_showing_hours_and_shown_what_was_seen_in_them():
    found = covered(shown=[shown(18, at("06:50", "07:05", "07:10", "21:59", "22:00"))])

    (day,) = found.days
    assert (day.board, day.day) == (BOARD, FIRST)
    assert (found.due, found.shown, found.percent) == (60, 2, 3)
    assert day.gaps == [(on(18, "07:15"), on(18, "21:45"))]
    assert (day.times, day.seconds) == (4, 80)


def test_a_quarter_hour_that_is_cut_is_not_due():
    found = covered(
        begins=on(18, "16:40"),
        ends=on(18, "17:29"),
        shown=[shown(18, at("16:30", "17:00", "17:15"))],
    )

    assert found.days[0].due == at("16:45", "17:00")
    assert (found.shown, found.percent) == (1, 50)


def test_a_screen_is_due_only_while_it_stood_there():
    moved = [
        Stand("hall1", "大厅", "柳泉收费站", on(1), on(18, "09:00")),
        Stand("hall1", "大厅", "东山收费站", on(18, "10:00"), on(18, "12:00")),
    ]
    found = covered(
        stands=moved, shown=[shown(18, at("08:00", "08:15", "09:30", "10:00", "13:00"))]
    )

    by_station = {
        one.board.station: (one.due.bit_count(), one.shown.bit_count()) for one in found.days
    }
    assert by_station == {"柳泉收费站": (8, 2), "东山收费站": (8, 1)}
    assert {one.board.station: one.times for one in found.days} == {
        "柳泉收费站": 5,
        "东山收费站": 0,
    }


def test_the_same_board_paired_again_is_one_board():
    pieces = [
        Stand("hall1", "大厅", "柳泉收费站", on(1), on(18, "09:00")),
        Stand("hall1", "大厅", "柳泉收费站", on(18, "20:00")),
    ]
    found = covered(stands=pieces, shown=[shown(18, at("08:00", "20:00"))])

    assert [(one.due.bit_count(), one.shown.bit_count(), one.times) for one in found.days] == [
        (16, 2, 2)
    ]


def test_a_corrected_text_counts_only_until_it_was_corrected():
    texts = (Text(1, on(18, "07:00"), on(18, "10:05")), Text(2, on(18, "10:05")))
    said = [
        shown(18, at("09:45", "10:00", "11:00")),
        shown(18, at("10:00", "10:15"), revision=2),
        shown(18, at("12:00"), revision=3),
    ]

    assert covered(shown=said, texts=texts).days[0].shown == at("09:45", "10:00", "10:15")
    assert covered(shown=said[:1], texts=texts).days[0].shown == at("09:45")


def test_gaps_that_meet_at_midnight_are_one():
    whole_day = quarters.ALL_DAY
    said = [shown(18, whole_day ^ at("23:30", "23:45")), shown(19, whole_day ^ at("00:00"))]
    found = covered(ends=on(20), hours=whole_day, shown=said)

    assert found.gaps() == [Gap(BOARD, on(18, "23:30"), on(19, "00:15"))]


def test_figures_are_rounded_down():
    assert [percent(*one) for one in ((0, 0), (0, 5), (59, 60), (60, 60), (1, 300))] == [
        None,
        0,
        98,
        100,
        0,
    ]
    assert Coverage(()).percent is None


class TestExtension:
    """A working day on which a board was dark all day long is to be made good."""

    def of(self, dark, *, today=LAST, made_good=(), hours=lambda _day: HOURS, **more):
        said = [shown(day, at("08:00")) for day in range(18, 25) if day not in dark]
        found = covered(ends=on(25), shown=said, **more)
        return extension(
            found,
            hours=hours,
            first=FIRST,
            last=LAST,
            today=today,
            calendar=WorkCalendar(),
            made_good=made_good,
        )

    def test_each_dark_working_day_is_one_more(self):
        proposed = self.of({19, 24})

        assert proposed.days == 2
        assert proposed.dark == {date(2026, 11, 19): (BOARD,), date(2026, 11, 24): (BOARD,)}
        assert proposed.until == date(2026, 11, 26)

    def test_a_dark_weekend_is_none(self):
        assert self.of({21, 22}) is None

    def test_an_hour_of_light_is_enough(self):
        assert self.of(set()) is None

    def test_a_day_of_which_only_a_part_was_due_is_none(self):
        assert self.of({18}, begins=on(18, "09:00")) is None

    def test_what_is_made_good_already_asks_for_no_further_day(self):
        assert self.of({19}, made_good={date(2026, 11, 19)}) is None
        assert self.of({19, 20}, made_good={date(2026, 11, 19)}).days == 1

    def test_once_the_period_is_over_whole_days_to_come_are_added(self):
        # A Saturday: what is lengthened then lasts through Monday.
        assert self.of({24}, today=date(2026, 11, 28)).until == date(2026, 11, 30)
        assert self.of({24}, today=date(2026, 11, 30)).until == date(2026, 12, 1)

    def test_a_day_goes_by_the_hours_that_held_on_it(self):
        # Had the shorter hours of later held on the 19th, what was due then would not be the whole day.
        assert self.of({19}, hours=lambda day: HOURS if day.day < 20 else at("08:00")).days == 1

    def test_two_boards_dark_on_one_day_are_one_day(self):
        second = Stand("room2", "监控室", "柳泉收费站", on(1))
        proposed = self.of({19}, stands=(HALL, second))

        assert proposed.days == 5  # the second was dark on every working day
        assert len(proposed.dark[date(2026, 11, 19)]) == 2


MOMENTS = st.integers(0, 3 * 24 * 60 - 1).map(lambda minutes: on(18) + timedelta(minutes=minutes))
STRETCHES = st.tuples(MOMENTS, MOMENTS).map(sorted).filter(lambda pair: pair[0] < pair[1])


def in_runs(stretches):
    """What follows without a moment between is one: only something that was set has changed."""
    runs: list[tuple[datetime, datetime]] = []
    for since, until in sorted(stretches, key=lambda one: one[0]):
        if runs and runs[-1][1] == since:
            runs[-1] = (runs[-1][0], until)
        else:
            runs.append((since, until))
    return runs


@given(
    showings=st.lists(
        st.tuples(st.sampled_from(["hall1", "room2"]), st.sampled_from([1, 2]), MOMENTS),
        max_size=40,
    ),
    window=STRETCHES,
    stood=st.lists(st.tuples(st.sampled_from(["hall1", "room2"]), STRETCHES), max_size=4),
    corrected=MOMENTS,
    hours=st.sampled_from(["07:00-22:00", "00:00-24:00", "06:10-06:50"]),
)
def test_it_is_what_a_slow_and_plain_count_finds(showings, window, stood, corrected, hours):
    counts: dict[tuple[str, date, int], int] = {}
    for device, revision, moment in showings:
        key = (device, moment.date(), revision)
        counts[key] = counts.get(key, 0) | at(f"{moment:%H:%M}")
    said = [
        Shown(device, day, revision, 9, 180, seen)
        for (device, day, revision), seen in counts.items()
    ]
    stands = [Stand(device, device, "", *stretch) for device, stretch in stood]
    texts = (Text(1, on(18), corrected), Text(2, corrected))

    found = covered(
        begins=window[0],
        ends=window[1],
        stands=stands,
        shown=said,
        texts=texts,
        hours=quarters.of_hours(hours),
    )

    due, seen = 0, 0
    for device in ("hall1", "room2"):
        for number in range(3 * 96):
            begins, ends = on(18) + number * QUARTER, on(18) + (number + 1) * QUARTER
            is_lit = hours[:5] <= f"{begins:%H:%M}" and (
                hours[6:] >= f"{ends:%H:%M}" != "00:00" or hours[6:] == "24:00"
            )
            is_asked = is_lit and window[0] <= begins and ends <= window[1]
            stretches = in_runs(stretch for one, stretch in stood if one == device)
            if not is_asked or not any(
                since <= begins and ends <= until for since, until in stretches
            ):
                continue
            due += 1
            revision = 1 if ends <= corrected else 2
            seen += any(
                one == device and which == revision and begins <= moment < ends
                for one, which, moment in showings
            )
    assert (found.due, found.shown) == (due, seen)


class TestWhatIsSet:
    """Settings of a board are kept from moment to moment; the days before them keep what held then."""

    @staticmethod
    def set_at(*moments):
        times = [on(1), *moments]
        handovers = ["08:00", *("16:00" for _one in moments)]
        return [
            Stand("hall1", "大厅", "柳泉收费站", since, until, handovers=set_then)
            for since, until, set_then in zip(times, [*moments, None], handovers, strict=True)
        ]

    def test_a_setting_takes_no_quarter_hour_out_of_what_is_due(self):
        moments = on(18, "10:07"), on(18, "10:09"), on(18, "12:30"), on(18, "12:40")

        assert covered(stands=self.set_at(*moments)).due == covered().due == 60

    def test_a_board_that_is_gone_before_the_quarter_hour_ends_owes_none_of_it(self):
        stands = self.set_at(on(18, "10:07"))
        stands[1] = Stand("hall1", "大厅", "柳泉收费站", on(18, "10:07"), on(18, "10:12"))

        assert covered(stands=stands).due == 12

    def test_a_day_on_which_something_was_set_can_be_dark_all_day_long(self):
        stands = self.set_at(on(19, "10:07"))
        assert TestExtension().of({19}, stands=stands).days == 1

    def test_what_is_left_out_is_neither_due_nor_shown(self):
        found = covered(shown=[shown(18, at("07:45", "09:00"))], left_out=lambda *_one: at("07:45"))

        assert (found.due, found.shown, found.left_out) == (59, 1, 1)

    def test_the_quarter_hour_in_which_something_is_set_is_left_out_by_neither(self):
        found = covered(stands=self.set_at(on(18, "10:07")), left_out=lambda *_one: at("10:00"))

        assert (found.due, found.left_out) == (60, 0)


class TestRests:
    """A board that was set to rest at night."""

    @staticmethod
    def made_good(found):
        return extension(
            found,
            hours=lambda _day: HOURS,
            first=FIRST,
            last=LAST,
            today=LAST,
            calendar=WorkCalendar(),
        )

    RESTING = Stand("hall1", "大厅", "柳泉收费站", on(1), rests="20:00-08:00")

    def test_nothing_is_due_while_it_rests_and_what_it_shows_then_counts_for_nothing(self):
        found = covered(stands=[self.RESTING], shown=[shown(18, at("07:05", "12:00", "21:00"))])

        assert (found.due, found.shown) == (48, 1)
        assert found.days[0].gaps[-1] == (on(18, "12:15"), on(18, "20:00"))

    def test_a_day_on_which_it_was_dark_whenever_it_should_not_is_made_good(self):
        found = covered(stands=[self.RESTING])

        assert self.made_good(found).days == 1

    def test_who_lets_a_dark_board_rest_in_the_evening_mends_no_dark_day(self):
        before = Stand("hall1", "大厅", "柳泉收费站", on(1), on(18, "20:00"))
        since = Stand("hall1", "大厅", "柳泉收费站", on(18, "20:00"), rests="00:00-23:45")
        found = covered(stands=[before, since])

        assert found.days[0].gaps == [(on(18, "07:00"), on(18, "20:00"))]
        assert self.made_good(found).days == 1
