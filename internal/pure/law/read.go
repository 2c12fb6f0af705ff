package law

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// ErrCase is the fault of a record that cannot be assessed; its detail is one
// sentence: which key, what is wrong, how to mend it.
var ErrCase = fault.New(fault.Invalid, "law.case", "案件事实无法评估，请按提示改正")

func wrong(where, what, mend string) error { return ErrCase.With(where + what + "；" + mend) }

// MaxFen is the largest amount a key may have: 一千亿元.
const MaxFen = 10_000_000_000_000

// Read reads one record. Unknown and repeated keys and wrong types are an error
// that names the key with its path; the Case then holds at most its id. What
// the values mean is looked at by [Case.Check].
func Read(raw []byte) (Case, error) {
	r := reader{s: strings.TrimPrefix(string(raw), "\ufeff")}
	c := Case{}
	err := r.object(func(key string) error {
		read, ok := caseKeys[key]
		if !ok {
			return r.unknown(key, caseOrder)
		}
		return read(&r, &c)
	})
	if err == nil {
		err = r.end()
	}
	if err != nil {
		return Case{ID: rescued(c.ID, r.s)}, err
	}
	return c, nil
}

// rescued finds the id of a record that could not be read whole.
func rescued(id, s string) string {
	var only struct{ ID string }
	if id == "" && json.Unmarshal([]byte(s), &only) == nil {
		return only.ID
	}
	return id
}

var caseKeys = map[string]func(*reader, *Case) error{
	"id":                 func(r *reader, c *Case) error { return r.text(&c.ID) },
	"act":                func(r *reader, c *Case) error { return r.text(&c.Act) },
	"act_date":           func(r *reader, c *Case) error { return r.text((*string)(&c.ActDate)) },
	"decision_date":      func(r *reader, c *Case) error { return r.text((*string)(&c.DecisionDate)) },
	"region":             func(r *reader, c *Case) error { return r.text(&c.Region) },
	"for_food":           func(r *reader, c *Case) error { return r.flag(&c.ForFood) },
	"party":              func(r *reader, c *Case) error { return r.party(c) },
	"items":              func(r *reader, c *Case) error { return r.items(c) },
	"tools":              func(r *reader, c *Case) error { return r.texts(&c.Tools) },
	"banned_area":        func(r *reader, c *Case) error { return r.flag(&c.BannedArea) },
	"banned_period":      func(r *reader, c *Case) error { return r.flag(&c.BannedPeriod) },
	"illegal_income_fen": func(r *reader, c *Case) error { return r.fen(&c.IllegalIncomeFen) },
	"caught":             func(r *reader, c *Case) error { return r.flag(&c.Caught) },
	"cross_county":       func(r *reader, c *Case) error { return r.flag(&c.CrossCounty) },
	"serious":            func(r *reader, c *Case) error { return r.flag(&c.Serious) },
	"overdue":            func(r *reader, c *Case) error { return r.flag(&c.Overdue) },
	"ad_role":            func(r *reader, c *Case) error { return r.text(&c.AdRole) },
	"ad_fee_fen":         func(r *reader, c *Case) error { return r.fen(&c.AdFeeFen) },
	"freight_fen":        func(r *reader, c *Case) error { return r.fen(&c.FreightFen) },
	"direction":          func(r *reader, c *Case) error { return r.text(&c.Direction) },
}

// The keys as the contract lists them, for messages.
var (
	caseOrder = strings.Fields(`id act act_date decision_date region for_food party items tools banned_area banned_period
		illegal_income_fen caught cross_county serious overdue ad_role ad_fee_fen freight_fen direction`)
	itemOrder  = strings.Fields("name species part qty unit origin price_fen permit marking provenance quarantine")
	partyOrder = strings.Fields("kind prior_penalties")
)

// reader walks over one JSON text. at is where it stands; path names the keys
// it is in.
type reader struct {
	s    string
	at   int
	path []string
}

func (r *reader) where() string {
	if len(r.path) == 0 {
		return "记录"
	}
	p := strings.Join(r.path, ".")
	p = strings.ReplaceAll(p, ".[", "[")
	return spoke(p, r.path[len(r.path)-1])
}

// spoke is a path with what its last key is called: items[0].qty（数量）.
func spoke(path, key string) string {
	if w := spoken[key]; w != "" {
		return path + "（" + w + "）"
	}
	return path
}

func (r *reader) bad(what, mend string) error { return wrong(r.where(), what, mend) }

func (r *reader) broken(what string) error {
	return wrong(fmt.Sprintf("第 %d 字节", r.at+1), what, "请检查 JSON 的写法，一行一个对象")
}

func (r *reader) unknown(key string, keys []string) error {
	outer := ""
	if len(r.path) > 1 {
		outer = strings.ReplaceAll(strings.Join(r.path[:len(r.path)-1], "."), ".[", "[") + "."
	}
	return wrong("键 "+strconv.Quote(outer+short(key)), "不认识", "请改正拼写或删去；可用的键是 "+strings.Join(keys, " "))
}

func short(s string) string {
	if rs := []rune(s); len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return s
}

func (r *reader) party(c *Case) error {
	c.Party = &Party{}
	return r.object(func(key string) error {
		switch key {
		case "kind":
			return r.text(&c.Party.Kind)
		case "prior_penalties":
			var days []string
			err := r.texts(&days)
			for _, d := range days {
				c.Party.Prior = append(c.Party.Prior, calendar.Day(d))
			}
			return err
		}
		return r.unknown(key, partyOrder)
	})
}

func (r *reader) items(c *Case) error {
	return r.list(func(i int) error {
		if i >= maxItems {
			return r.bad("太多", fmt.Sprintf("一条记录最多 %d 项物品，请分开", maxItems))
		}
		c.Items = append(c.Items, Item{})
		return r.item(&c.Items[i])
	})
}

func (r *reader) item(t *Item) error {
	return r.object(func(key string) error {
		switch key {
		case "name":
			return r.text(&t.Name)
		case "species":
			return r.text(&t.Species)
		case "part":
			return r.text(&t.Part)
		case "qty":
			return r.quantity(&t.Qty)
		case "unit":
			return r.text(&t.Unit)
		case "origin":
			return r.text(&t.Origin)
		case "price_fen":
			return r.fen(&t.PriceFen)
		case "permit":
			return r.text(&t.Permit)
		case "marking":
			return r.text(&t.Marking)
		case "provenance":
			return r.text(&t.Provenance)
		case "quarantine":
			return r.text(&t.Quarantine)
		}
		return r.unknown(key, itemOrder)
	})
}

// object reads an object; each is called at the value of every key.
func (r *reader) object(each func(key string) error) error {
	if r.space(); !r.take('{') {
		return r.bad("应为对象 {…}，现在是"+r.sort(), "请改正")
	}
	var seen []string
	for first := true; ; first = false {
		if r.space(); r.take('}') {
			return nil
		}
		if !first {
			if !r.take(',') {
				return r.broken("应为逗号或 }")
			}
			r.space()
		}
		key, err := r.quoted()
		if err != nil {
			return err
		}
		r.path = append(r.path, key)
		if slices.Contains(seen, key) {
			return r.bad("出现不止一次", "请只保留一个")
		}
		seen = append(seen, key)
		if r.space(); !r.take(':') {
			return r.broken("键后应为冒号")
		}
		r.space()
		if err := each(key); err != nil {
			return err
		}
		r.path = r.path[:len(r.path)-1]
	}
}

// list reads a list; each is called at every value with its place.
func (r *reader) list(each func(i int) error) error {
	if r.space(); !r.take('[') {
		return r.bad("应为列表 […]，现在是"+r.sort(), "请改正")
	}
	for i := 0; ; i++ {
		if r.space(); i == 0 && r.take(']') {
			return nil
		}
		r.path = append(r.path, "["+strconv.Itoa(i)+"]")
		if err := each(i); err != nil {
			return err
		}
		r.path = r.path[:len(r.path)-1]
		if r.space(); r.take(']') {
			return nil
		}
		if !r.take(',') {
			return r.broken("应为逗号或 ]")
		}
	}
}
