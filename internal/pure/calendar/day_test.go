package calendar_test

import (
	"errors"
	"testing"
	"time"

	"example.org/zhiye/internal/pure/calendar"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, good := range []string{"2026-11-25", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"} {
		if d, err := calendar.Parse(good); err != nil || string(d) != good {
			t.Errorf("%s: %s, %v", good, d, err)
		}
	}
	for _, bad := range []string{"", "2026-2-3", "2026-02-30", "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026/01/01", "20260101", "2026-01-01 ", "二〇二六-01", "0000-01-01", "-001-01-01"} {
		if d, err := calendar.Parse(bad); !errors.Is(err, calendar.ErrDay) {
			t.Errorf("%q read as %q, %v", bad, d, err)
		}
	}
	if _, err := calendar.Date(2026, time.February, 29); !errors.Is(err, calendar.ErrDay) {
		t.Errorf("2026年没有2月29日: %v", err)
	}
}

func TestTheDayIsBeijings(t *testing.T) {
	for moment, want := range map[string]calendar.Day{
		"2026-02-28T15:59:59Z":      "2026-02-28",
		"2026-02-28T16:00:00Z":      "2026-03-01",
		"2026-12-31T23:59:59+08:00": "2026-12-31",
		"2026-12-31T11:00:00-05:00": "2027-01-01",
		"1969-12-31T15:00:00Z":      "1969-12-31",
	} {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar.DayOf(at); got != want {
			t.Errorf("%s: %s, want %s", moment, got, want)
		}
	}
}

func TestMonths(t *testing.T) {
	for _, c := range []struct {
		from calendar.Day
		n    int
		want calendar.Day
	}{
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-01-31", 1, "2023-02-28"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-03-31", -1, "2026-02-28"},
		{"9999-12-01", 1, calendar.Forever},
		{"0001-01-31", -1, calendar.First},
	} {
		if got := c.from.AddMonths(c.n); got != c.want {
			t.Errorf("%s + %d 个月: %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestArithmeticAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(rapid.IntRange(1, 9999).Draw(t, "year"), 1, 1, 0, 0, 0, 0, calendar.Beijing).AddDate(0, 0, rapid.IntRange(0, 364).Draw(t, "day"))
		n := rapid.IntRange(-800_000, 800_000).Draw(t, "n")
		d, e := calendar.DayOf(start), calendar.DayOf(start).Add(n)
		want := start.AddDate(0, 0, n)
		if y := want.Year(); y < 1 || y > 9999 {
			if e != calendar.First && e != calendar.Forever {
				t.Fatalf("%s + %d: %s", d, n, e)
			}
			return
		}
		if string(e) != want.Format(time.DateOnly) || e.Weekday() != want.Weekday() || e.Sub(d) != n || !e.Start().Equal(want) || !e.Valid() || (e > d) != (n > 0) {
			t.Fatalf("%s + %d: %s %s, want %s", d, n, e, e.Weekday(), want)
		}
		if calendar.DayOf(e.Start()) != e || calendar.DayOf(e.End().Add(-1)) != e || calendar.DayOf(e.End()) == e && e != calendar.Forever {
			t.Fatalf("%s: %s – %s", e, e.Start(), e.End())
		}
	})
}

func TestNoDayStaysNoDay(t *testing.T) {
	var none calendar.Day
	if none.Valid() || none.Add(3) != "" || none.Month() != "" || !(none < calendar.First) {
		t.Error("没有日期不是日期")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-02-28", "2024-02-29", "2026-2-3", "9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := calendar.Parse(s); err == nil && (string(d) != s || calendar.DayOf(d.Start()) != d) {
			t.Errorf("%q: %s", s, d)
		}
	})
}
