package store

import (
	"reflect"
	"regexp"
	"strings"
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// What the journal takes. It is never changed again and its figures are summed
// for years, so what cannot be right is stopped here, whoever noted it.
var (
	ErrAmount   = fault.New(fault.Invalid, "note.amount", "数量或金额过大（最多一万亿，金额以分计），请核对是否多打了位数")
	ErrLength   = fault.New(fault.Invalid, "note.length", "文号、编号一类的文字过长（最多 80 字），请缩短")
	ErrPersonal = fault.New(fault.Invalid, "note.personal", "文号、编号里像有手机号或身份证号；日志只增不改，不收个人信息，请删去")
	ErrRegion   = fault.New(fault.Invalid, "note.region", "所在地不在本辖区内，请重新选择乡镇（街道）")
	ErrDay      = fault.New(fault.Invalid, "note.day", "日期不正确，请按 2026-07-15 的格式填写")
)

const (
	maxAmount = 1_000_000_000_000
	maxText   = 240 // bytes: 80 Chinese characters
	maxItems  = 5000
)

// personal finds what looks like a mobile number or an identity card.
var personal = regexp.MustCompile(`(?:^|[^0-9A-Za-z])(?:1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx])(?:$|[^0-9A-Za-z])`)

// check refuses a note that no act can mean.
func (n *Note) check(home string) error {
	if _, err := time.Parse(time.DateOnly, n.Day); err != nil {
		return ErrDay.With(n.Day)
	}
	if !within(n.Region, home) {
		return ErrRegion.With(n.Region)
	}
	facts := reflect.ValueOf(n.Facts)
	for i := range facts.NumField() {
		if err := fact(facts.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

// within reports whether a region lies in a home: the home's code without the
// zeros that stand for "all of it".
func within(region, home string) bool {
	if len(region) != 12 || strings.Trim(region, "0123456789") != "" {
		return false
	}
	for len(home) > 2 && strings.HasSuffix(home, "00") {
		home = strings.TrimSuffix(home, "00")
	}
	return home == "10" || strings.HasPrefix(region, home)
}

func fact(v reflect.Value) error {
	switch {
	case v.CanInt():
		if n := v.Int(); n > maxAmount || n < -maxAmount {
			return ErrAmount
		}
	case v.Kind() == reflect.String:
		return word(v.String())
	case v.Kind() == reflect.Slice && v.Len() > maxItems:
		return ErrLength
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if err := word(v.Index(i).String()); err != nil {
				return err
			}
		}
	}
	return nil
}

func word(s string) error {
	if len(s) > maxText {
		return ErrLength
	}
	if len(s) >= 11 && personal.MatchString(s) {
		return ErrPersonal
	}
	return nil
}
