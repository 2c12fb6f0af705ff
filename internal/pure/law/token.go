package law

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

var yes, no = true, false

func (r *reader) space() {
	for r.at < len(r.s) && strings.IndexByte(" \t\n\r", r.s[r.at]) >= 0 {
		r.at++
	}
}

func (r *reader) take(c byte) bool {
	if r.at < len(r.s) && r.s[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) end() error {
	if r.space(); r.at < len(r.s) {
		return r.broken("对象之后有多余内容")
	}
	return nil
}

// sort is what kind of value stands here, in words.
func (r *reader) sort() string {
	rest := r.s[r.at:]
	switch {
	case rest == "":
		return "空白，JSON 不完整"
	case rest[0] == '"':
		return "文字"
	case rest[0] == '{':
		return "对象"
	case rest[0] == '[':
		return "列表"
	case strings.HasPrefix(rest, "true"), strings.HasPrefix(rest, "false"):
		return "真假值"
	case strings.HasPrefix(rest, "null"):
		return " null"
	case rest[0] == '-' || '0' <= rest[0] && rest[0] <= '9':
		return "数字"
	}
	return "无法识别的内容，不是 JSON"
}

// text reads a string; an empty one is refused, because absent is unknown.
func (r *reader) text(to *string) error {
	if r.space(); r.at >= len(r.s) || r.s[r.at] != '"' {
		return r.bad("应为文字，现在是"+r.sort(), "请加引号；不知道就不要写这个键")
	}
	s, err := r.quoted()
	if err == nil && strings.TrimSpace(s) == "" {
		return r.bad("是空的", "请填写；不知道就不要写这个键")
	}
	*to = s
	return err
}

func (r *reader) texts(to *[]string) error {
	*to = []string{}
	return r.list(func(int) error {
		var s string
		err := r.text(&s)
		*to = append(*to, s)
		return err
	})
}

func (r *reader) flag(to **bool) error {
	r.space()
	switch rest := r.s[r.at:]; {
	case strings.HasPrefix(rest, "true"):
		r.at, *to = r.at+len("true"), &yes
		return nil
	case strings.HasPrefix(rest, "false"):
		r.at, *to = r.at+len("false"), &no
		return nil
	}
	return r.bad("应为 true 或 false，现在是"+r.sort(), "请改正；不知道就不要写这个键")
}

// number takes a JSON number as it is written.
func (r *reader) number(to *string) error {
	r.space()
	from := r.at
	for r.at < len(r.s) && strings.IndexByte("+-.0123456789eE", r.s[r.at]) >= 0 {
		r.at++
	}
	s := r.s[from:r.at]
	if s == "" {
		return r.bad("应为数字，现在是"+r.sort(), "请写不带引号的数字；不知道就不要写这个键")
	}
	if !json.Valid([]byte(s)) {
		return r.bad("写作 "+short(s)+"，不是数字", "请填写如 2 或 0.4")
	}
	*to = s
	return nil
}

// quantity writes a number with an exponent (programs write 0.00001 so) out in
// full.
func (r *reader) quantity(to *json.Number) error {
	var s string
	if err := r.number(&s); err != nil {
		return err
	}
	if _, exp, ok := strings.Cut(strings.ToLower(s), "e"); ok && len(exp) <= 3 {
		if q, ok := new(big.Rat).SetString(s); ok {
			s = strings.TrimRight(strings.TrimRight(q.FloatString(12), "0"), ".")
		}
	}
	*to = json.Number(s)
	return nil
}

// fen reads an amount in fen: whole, not negative, at most MaxFen.
func (r *reader) fen(to **int64) error {
	var s string
	if err := r.number(&s); err != nil {
		return err
	}
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil && strings.ContainsAny(s, ".eE"):
		return r.bad("写作 "+short(s)+"，金额以分计，应为整数", "请把元乘以 100，不带小数点")
	case n < 0 || strings.HasPrefix(s, "-"):
		return r.bad("为 "+short(s)+"，金额不能是负数", "请改正；不知道就不要写这个键")
	case err != nil || n > MaxFen:
		return r.bad("为 "+short(s)+"，超过一千亿元", "请检查是否多写了零")
	}
	*to = &n
	return nil
}

// quoted reads a string; the usual one has no escapes and copies nothing.
func (r *reader) quoted() (string, error) {
	if r.at >= len(r.s) || r.s[r.at] != '"' {
		return "", r.broken("应为带引号的文字")
	}
	from := r.at
	for i := from + 1; i < len(r.s); i++ {
		switch c := r.s[i]; {
		case c == '"':
			r.at = i + 1
			return r.plain(r.s[from+1 : i])
		case c == '\\':
			return r.escaped(from)
		case c < 0x20:
			r.at = i
			return "", r.broken("文字里有控制字符")
		}
	}
	r.at = len(r.s)
	return "", r.broken("文字没有结束")
}

func (r *reader) plain(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", r.broken("不是 UTF-8 文字")
	}
	return s, nil
}

// escaped leaves what has escapes to the standard reader.
func (r *reader) escaped(from int) (string, error) {
	for i := from + 1; i < len(r.s); i++ {
		if r.s[i] == '\\' {
			i++
			continue
		}
		if r.s[i] != '"' {
			continue
		}
		var out string
		r.at = i + 1
		if err := json.Unmarshal([]byte(r.s[from:r.at]), &out); err != nil {
			return "", r.broken("转义写法不对")
		}
		if strings.ContainsRune(out, utf8.RuneError) || !utf8.ValidString(r.s[from:r.at]) {
			return "", r.broken("不是 UTF-8 文字")
		}
		return out, nil
	}
	r.at = len(r.s)
	return "", r.broken("文字没有结束")
}
