package campaign

import (
	"regexp"
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,63}$`)

// check says what is wrong with a campaign that someone wants to keep.
func check(c Campaign) error {
	switch {
	case !idForm.MatchString(c.ID):
		return ErrID.With(c.ID)
	case strings.TrimSpace(c.Title) == "":
		return ErrTitle
	case !isDay(c.From) || !isDay(c.To) || c.To < c.From:
		return ErrDay.With(c.From + " 至 " + c.To)
	case c.Counting.PersonCount != OfficerDay && c.Counting.PersonCount != PerVisit:
		return ErrCounting
	}
	for _, s := range c.Stages {
		if !isDay(s.From) || !isDay(s.To) || s.To < s.From {
			return ErrDay.With(s.Title)
		}
	}
	for _, d := range c.Deadlines {
		if d.Check() != nil {
			return ErrDeadline.With(d.Title)
		}
	}
	return checkNames(c)
}

func checkNames(c Campaign) error {
	seen := map[string]bool{"": true}
	for _, o := range c.Organs {
		if o.Unit == "" || seen[o.Name] || seen["unit:"+o.Unit] {
			return ErrOrgan.With(o.Name)
		}
		seen[o.Name], seen["unit:"+o.Unit] = true, true
	}
	for _, it := range c.Items {
		if it.Name == "" || it.Code == "" || seen["item:"+it.Code] {
			return ErrItem.With(it.Code)
		}
		seen["item:"+it.Code] = true
	}
	return nil
}

// mayBecome says whether a published campaign may take the new terms: what
// figures mean stays as it was announced.
func mayBecome(old, c Campaign) error {
	switch {
	case old.State == Closed:
		return ErrClosed
	case old.State == Published && (old.Counting != c.Counting || old.Indicators != c.Indicators):
		return ErrCounting
	case old.State == Published && slices.ContainsFunc(old.Items, func(it Item) bool { _, ok := c.Item(it.Code); return !ok }):
		return ErrItem.With("已发布的事项不能删除")
	}
	return nil
}

func isDay(s string) bool { return calendar.Day(s).Valid() }

// Choices are the rules as the indicator template names them: option → value.
func (c Counting) Choices() map[string]string {
	out := map[string]string{}
	for option, value := range map[string]string{"person_count": c.PersonCount, "case_word": c.CaseWord} {
		if value != "" {
			out[option] = value
		}
	}
	return out
}
