package calendar_test

import (
	"errors"
	"slices"
	"testing"

	"example.org/zhiye/internal/pure/calendar"
	"pgregory.net/rapid"
)

func TestRecurrence(t *testing.T) {
	for _, c := range []struct {
		what     string
		r        calendar.Recurrence
		from, to calendar.Day
		want     []calendar.Day
	}{
		{"每月29日，平年二月末日", calendar.Recurrence{Every: calendar.Monthly, Day: 29}, "2026-01-01", "2026-04-01", []calendar.Day{"2026-01-29", "2026-02-28", "2026-03-29"}},
		{"每月29日，闰年二月29日", calendar.Recurrence{Every: calendar.Monthly, Day: 29}, "2028-02-01", "2028-03-28", []calendar.Day{"2028-02-29"}},
		{"每月31日", calendar.Recurrence{Every: calendar.Monthly, Day: 31}, "2026-04-01", "2026-06-30", []calendar.Day{"2026-04-30", "2026-05-31", "2026-06-30"}},
		{"跨年", calendar.Recurrence{Every: calendar.Monthly, Day: 29}, "2026-12-29", "2027-01-29", []calendar.Day{"2026-12-29", "2027-01-29"}},
		{"不因节假日移动", calendar.Recurrence{Every: calendar.Monthly, Day: 20}, "2026-02-01", "2026-02-28", []calendar.Day{"2026-02-20"}},
		{"每周一", calendar.Recurrence{Every: calendar.Weekly, Weekday: 1, At: "10:00"}, "2026-11-23", "2026-12-07", []calendar.Day{"2026-11-23", "2026-11-30", "2026-12-07"}},
		{"每周日", calendar.Recurrence{Every: calendar.Weekly, Weekday: 7}, "2026-11-23", "2026-11-30", []calendar.Day{"2026-11-29"}},
		{"一次", calendar.Recurrence{Every: calendar.Once, On: "2026-07-15"}, "2026-01-01", "2026-12-31", []calendar.Day{"2026-07-15"}},
		{"一次，已过", calendar.Recurrence{Every: calendar.Once, On: "2026-07-15"}, "2026-07-16", "2026-12-31", nil},
		{"写错的不会到期", calendar.Recurrence{Every: calendar.Monthly, Day: 32}, "2026-01-01", "2026-12-31", nil},
	} {
		if got := c.r.Between(c.from, c.to); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func TestHandingIn(t *testing.T) {
	weekly := calendar.Recurrence{Every: calendar.Weekly, Weekday: 1, At: "10:00"}.Deadline("2026-11-30")
	if weekly.Late(moment(t, "2026-11-30 09:59")) || !weekly.Late(moment(t, "2026-11-30 10:00")) || weekly.Last != "2026-11-30" {
		t.Errorf("%+v", weekly)
	}
	monthly := calendar.Recurrence{Every: calendar.Monthly, Day: 29}.Deadline("2026-11-29")
	if monthly.Late(moment(t, "2026-11-29 23:59")) || !monthly.Late(moment(t, "2026-11-30 00:00")) {
		t.Errorf("%+v", monthly)
	}
}

func TestRecurrencesThatCannotBe(t *testing.T) {
	for _, r := range []calendar.Recurrence{
		{}, {Every: "year", Day: 1}, {Every: calendar.Monthly}, {Every: calendar.Monthly, Day: 32}, {Every: calendar.Weekly}, {Every: calendar.Weekly, Weekday: 8},
		{Every: calendar.Once}, {Every: calendar.Once, On: "2026-02-29"}, {Every: calendar.Monthly, Day: 29, At: "25:00"}, {Every: calendar.Monthly, Day: 29, At: "9:00"}, {Every: calendar.Monthly, Day: 29, At: "十点"},
	} {
		if err := r.Check(); !errors.Is(err, calendar.ErrRecurrence) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

func TestEveryMonthOnceOnItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := calendar.Recurrence{Every: calendar.Monthly, Day: rapid.IntRange(1, 31).Draw(t, "day")}
		from := calendar.Day("2000-01-01").Add(rapid.IntRange(0, 40_000).Draw(t, "from"))
		due, after := r.Next(from), r.Next(r.Next(from))
		if due <= from || due.Sub(from) > 31 || after.Month() != due.AddMonths(1).Month() {
			t.Fatalf("after %s: %s, %s", from, due, after)
		}
		if day := int(due[8]-'0')*10 + int(due[9]-'0'); day != r.Day && (day > r.Day || due.Add(1).Month() == due.Month()) {
			t.Fatalf("每月%d日: %s", r.Day, due)
		}
	})
}
