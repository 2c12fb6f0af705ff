package calendar_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/pure/calendar"
	"pgregory.net/rapid"
)

func TestWorkingDays(t *testing.T) {
	c := calendar.National()
	for d, want := range map[calendar.Day]bool{
		"2026-02-13": true,  // 星期五
		"2026-02-14": true,  // 星期六，春节调休上班
		"2026-02-15": false, // 春节
		"2026-02-20": false, // 星期五，春节
		"2026-02-24": true,
		"2026-02-28": true,  // 星期六，春节调休上班
		"2026-03-01": false, // 星期日
		"2026-01-04": true,  // 星期日，元旦调休上班
		"2026-09-20": true,  // 星期日，国庆调休上班
		"2020-02-02": false, // 春节延长假
		"2019-10-01": true,  // 未收录的年份只看星期
	} {
		if c.Works(d) != want {
			t.Errorf("%s %s 上班 %v", d, d.Weekday(), !want)
		}
	}
	if !c.Loaded("2020-06-01") || !c.Loaded("2026-12-31") || c.Loaded("2027-01-01") || c.Loaded("2019-12-31") {
		t.Error("收录的是2020至2026年")
	}
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Beijing)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestDue(t *testing.T) {
	wd := func(n int) calendar.Period { return calendar.Period{Number: n, Unit: calendar.WorkingDay} }
	cd := func(n int) calendar.Period { return calendar.Period{Number: n, Unit: calendar.CalendarDay} }
	mo := func(n int) calendar.Period { return calendar.Period{Number: n, Unit: calendar.Month} }
	hr := func(n int) calendar.Period { return calendar.Period{Number: n, Unit: calendar.Hour} }
	internal := func(p calendar.Period) calendar.Period { p.Internal = true; return p }
	test := func(from, to calendar.Day) calendar.Pause {
		return calendar.Pause{From: from, To: to, Reason: "鉴定"}
	}
	for _, c := range []struct {
		what   string
		period calendar.Period
		start  string
		pauses []calendar.Pause
		last   calendar.Day
		flags  string // provisional, stopped
	}{
		{"七个工作日跨春节，两个调休上班日都算", wd(7), "2026-02-12 09:00", nil, "2026-02-28", ""},
		{"节前最后一个上班日受理", wd(1), "2026-02-14 17:59", nil, "2026-02-24", ""},
		{"五个工作日跨国庆", wd(5), "2026-09-28 00:00", nil, "2026-10-10", ""},
		{"跨元旦", wd(3), "2025-12-30 23:59", nil, "2026-01-05", ""},
		{"休息日收到", wd(1), "2026-11-21 10:00", nil, "2026-11-23", ""},
		{"十五日缴款，末日在春节", cd(15), "2026-02-05 10:00", nil, "2026-02-24", ""},
		{"内部期限不顺延", internal(cd(15)), "2026-02-05 10:00", nil, "2026-02-20", ""},
		{"九十日跨闰日，末日星期日", cd(90), "2024-01-01 08:00", nil, "2024-04-01", ""},
		{"平年九十日", cd(90), "2026-01-01 08:00", nil, "2026-04-01", ""},
		{"末日在星期六但调休上班", cd(10), "2026-02-04 08:00", nil, "2026-02-14", ""},
		{"六个月到二月末", mo(6), "2024-08-31 08:00", nil, "2025-02-28", ""},
		{"六个月，末日春节", mo(6), "2025-08-17 08:00", nil, "2026-02-24", ""},
		{"二十四小时不避节假日", hr(24), "2026-02-14 18:00", nil, "2026-02-15", ""},
		{"二十四小时不因中止停", hr(24), "2026-02-14 18:00", []calendar.Pause{test("2026-02-14", "")}, "2026-02-15", ""},
		{"扣押三十日，鉴定十日不计", cd(30), "2026-03-01 08:00", []calendar.Pause{test("2026-03-10", "2026-03-19")}, "2026-04-10", ""},
		{"两次中止重叠只算一次", cd(30), "2026-03-01 08:00", []calendar.Pause{test("2026-03-12", "2026-03-19"), test("2026-03-10", "2026-03-15")}, "2026-04-10", ""},
		{"工作日遇中止", wd(3), "2026-03-02 08:00", []calendar.Pause{test("2026-03-03", "2026-03-04")}, "2026-03-09", ""},
		{"期满之后的中止不影响", wd(3), "2026-03-02 08:00", []calendar.Pause{test("2026-03-10", "")}, "2026-03-05", ""},
		{"开始前已结束的中止不影响", wd(3), "2026-03-02 08:00", []calendar.Pause{test("2026-02-01", "2026-03-02")}, "2026-03-05", ""},
		{"起止颠倒的中止不算", wd(3), "2026-03-02 08:00", []calendar.Pause{test("2026-03-04", "2026-03-03")}, "2026-03-05", ""},
		{"中止未结束", wd(7), "2026-03-01 08:00", []calendar.Pause{test("2026-03-04", "")}, "", "stopped"},
		{"跨入未收录的年份", wd(7), "2026-12-28 08:00", nil, "2027-01-06", "provisional"},
		{"末日在未收录的年份", cd(90), "2026-11-25 08:00", nil, "2027-02-23", "provisional"},
		{"内部期限与节假日无关", internal(cd(90)), "2026-11-25 08:00", nil, "2027-02-23", ""},
		{"零日就是当日", internal(cd(0)), "2026-02-15 08:00", nil, "2026-02-15", ""},
		{"长得没有尽头", cd(99_999_999), "2026-02-15 08:00", nil, calendar.Forever, "provisional"},
	} {
		d := calendar.National().Due(c.period, moment(t, c.start), c.pauses...)
		var flags []string
		if d.Provisional {
			flags = append(flags, "provisional")
		}
		if d.Stopped {
			flags = append(flags, "stopped")
		}
		if d.Last != c.last || strings.Join(flags, " ") != c.flags {
			t.Errorf("%s: %s %v, want %s %s", c.what, d.Last, flags, c.last, c.flags)
		}
	}
}

func TestLate(t *testing.T) {
	c := calendar.National()
	days := c.Due(calendar.Days(3), moment(t, "2026-03-02 08:00"))
	hours := c.Due(calendar.Period{Number: 24, Unit: calendar.Hour}, moment(t, "2026-03-02 08:30"))
	stopped := c.Due(calendar.Days(7), moment(t, "2026-03-01 08:00"), calendar.Pause{From: "2026-03-04", Reason: "听证"})
	for _, x := range []struct {
		what string
		d    calendar.Deadline
		now  string
		want bool
	}{
		{"末日二十三点五十九分", days, "2026-03-05 23:59", false},
		{"末日二十四点", days, "2026-03-06 00:00", true},
		{"差一分二十四小时", hours, "2026-03-03 08:29", false},
		{"满二十四小时", hours, "2026-03-03 08:30", true},
		{"停着不会逾期", stopped, "2030-01-01 00:00", false},
	} {
		if x.d.Late(moment(t, x.now)) != x.want {
			t.Errorf("%s: 逾期 %v", x.what, !x.want)
		}
	}
	if stopped.Left != 5 {
		t.Errorf("停下时还剩 %d 个工作日", stopped.Left)
	}
	if b, err := json.Marshal(stopped); err != nil || string(b) != `{"stopped":true,"left":5}` {
		t.Errorf("%s, %v", b, err)
	}
}

func TestTheLawsDays(t *testing.T) {
	for n, want := range map[int]calendar.Unit{2: calendar.WorkingDay, 3: calendar.WorkingDay, 5: calendar.WorkingDay, 7: calendar.WorkingDay, 15: calendar.CalendarDay, 30: calendar.CalendarDay, 90: calendar.CalendarDay} {
		if got := calendar.Days(n); got.Unit != want || got.Number != n {
			t.Errorf("%d日: %+v", n, got)
		}
	}
}

func TestWorkingDaysAreCountedBothWays(t *testing.T) {
	c := calendar.National()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.Day("2020-01-01").Add(rapid.IntRange(0, 2600).Draw(t, "day"))
		n := rapid.IntRange(1, 120).Draw(t, "n")
		later, before := c.AddWorking(d, n), c.AddWorking(d, -n)
		if c.Working(d, later) != n || !c.Works(later) || !c.Works(before) || c.AddWorking(d, 0) != d {
			t.Fatalf("%s + %d: %s, that is %d", d, n, later, c.Working(d, later))
		}
		if worked := c.Next(d); c.AddWorking(c.AddWorking(worked, n), -n) != worked || c.Working(later, d) != -n {
			t.Fatalf("%s there and back", worked)
		}
		due := c.Due(calendar.Period{Number: n, Unit: calendar.WorkingDay}, d.Start())
		if due.Last != later || due.Provisional != (later.Year() > 2026) {
			t.Fatalf("%s + %d: due %+v, want %s", d, n, due, later)
		}
	})
}

// An internal period in calendar days with pauses ends on the first day by which
// as many days have passed outside all pauses.
func TestPausesOnlyAdd(t *testing.T) {
	c := calendar.National()
	rapid.Check(t, func(t *rapid.T) {
		start := calendar.Day("2026-01-01")
		n := rapid.IntRange(1, 90).Draw(t, "n")
		var pauses []calendar.Pause
		for range rapid.IntRange(0, 4).Draw(t, "pauses") {
			from := start.Add(rapid.IntRange(-5, 100).Draw(t, "from"))
			pauses = append(pauses, calendar.Pause{From: from, To: from.Add(rapid.IntRange(-2, 30).Draw(t, "length"))})
		}
		p := calendar.Period{Number: n, Unit: calendar.CalendarDay, Internal: true}
		got := c.Due(p, start.Start(), pauses...).Last
		want := start
		for counted := 0; counted < n; {
			want = want.Add(1)
			if !slices.ContainsFunc(pauses, func(p calendar.Pause) bool { return p.From <= want && want <= p.To }) {
				counted++
			}
		}
		p.Internal = false
		if got != want || c.Due(p, start.Start(), pauses...).Last != c.Next(want) {
			t.Fatalf("%d days with %v: %s, want %s", n, pauses, got, want)
		}
	})
}

func TestReminders(t *testing.T) {
	for due, want := range map[calendar.Day][]calendar.Day{
		"2026-11-27": {"2026-11-24", "2026-11-26", "2026-11-27"}, // 星期五
		"2026-11-29": {"2026-11-24", "2026-11-26", "2026-11-27"}, // 星期日：星期五最后提醒
		"2026-02-24": {"2026-02-12", "2026-02-14", "2026-02-24"}, // 春节后第一天
	} {
		if got := calendar.National().Reminders(due, 3, 1, 0); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", due, got, want)
		}
	}
}

func TestTheNextYearsNotice(t *testing.T) {
	c, err := calendar.National().With(strings.NewReader("date,type,name\n2027-01-01,holiday,元旦\n2027-01-02,holiday,元旦\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := c.Due(calendar.Days(7), moment(t, "2026-12-28 08:00")); d.Last != "2027-01-07" || d.Provisional {
		t.Errorf("装入2027年后: %+v", d)
	}
	if !c.Works("2026-02-14") || calendar.National().Loaded("2027-01-01") {
		t.Error("原有年份和原日历都不应变")
	}
	again, err := c.With(strings.NewReader("date,type\n2027-01-04,holiday\n"))
	if err != nil || !again.Works("2027-01-01") || again.Works("2027-01-04") {
		t.Errorf("同一年以后装入的为准: %v", err)
	}
	for what, table := range map[string]string{
		"没有表头": "2027-01-01,holiday\n", "空": "", "日期不存在": "date,type\n2027-02-29,holiday\n",
		"类型不对": "date,type\n2027-01-01,休\n", "同一天两次": "date,type\n2027-01-01,holiday\n2027-01-01,workday\n", "列数不齐": "date,type\n2027-01-01\n",
	} {
		if _, err := c.With(strings.NewReader(table)); !errors.Is(err, calendar.ErrTable) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		id       string
		on       calendar.Day
		number   int
		unit     calendar.Unit
		verified bool
	}{
		{"L01", "2026-04-14", 7, calendar.WorkingDay, true},
		{"L01", "2026-04-15", 7, calendar.WorkingDay, false}, // 令121 的日数未核定
		{"L05", "2026-11-25", 15, calendar.WorkingDay, false},
		{"L11", "2026-11-25", 90, calendar.CalendarDay, true},
		{"L12", "2026-11-25", 7, calendar.WorkingDay, true},
		{"L31", "2026-11-25", 24, calendar.Hour, true},
		{"L21d", "2026-11-25", 36, calendar.Month, true},
	} {
		l, err := calendar.LimitOn(c.id, c.on)
		if err != nil || l.Number != c.number || l.Unit != c.unit || l.Verified != c.verified || l.Law == "" {
			t.Errorf("%s %s: %+v, %v", c.id, c.on, l, err)
		}
	}
	if l, _ := calendar.LimitOn("L13", "2026-11-25"); l.Extended().Number != 60 || l.Period().Number != 30 || l.Extended().Unit != calendar.CalendarDay {
		t.Errorf("查封扣押 %+v", l)
	}
	for _, id := range []string{"L01", "L99", ""} {
		if _, err := calendar.LimitOn(id, "2019-12-31"); !errors.Is(err, calendar.ErrLimit) {
			t.Errorf("%s 在2019年: %v", id, err)
		}
	}
}

func TestTheTableOfLimits(t *testing.T) {
	units := []calendar.Unit{calendar.WorkingDay, calendar.CalendarDay, calendar.Month, calendar.Hour}
	for d := calendar.Day("2019-01-01"); d < "2027-01-01"; d = d.AddMonths(1).Add(1) {
		seen := map[string]bool{}
		for _, l := range calendar.LimitsOn(d) {
			if seen[l.ID] || l.Event == "" || l.Number <= 0 || l.Extension < 0 || !slices.Contains(units, l.Unit) ||
				l.From != "" && !l.From.Valid() || l.To != "" && (!l.To.Valid() || l.To < l.From) {
				t.Errorf("%s: %+v", d, l)
			}
			if !l.Verified && l.From >= "2026-04-15" && !strings.Contains(l.Note, "未核定") {
				t.Errorf("%s 未核定而没有说明", l.ID)
			}
			seen[l.ID] = true
		}
	}
	if n := len(calendar.LimitsOn("2026-11-25")); n < 30 {
		t.Errorf("只有 %d 项期限", n)
	}
}
