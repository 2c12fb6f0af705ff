package uscc

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is a warning about a code cell; its text is the code of the warning
// in an import's report.
type Problem string

// Problems of a cell. Of the first three there is at most one, and then no
// usable code; the others may stand together.
const (
	Missing    Problem = "W_CODE_MISSING"    // empty, or a word for it
	Precision  Problem = "W_CODE_PRECISION"  // a spreadsheet kept it as a number and lost digits
	Format     Problem = "W_CODE_FORMAT"     // something stands there, no code
	Multiple   Problem = "W_CODE_MULTIPLE"   // several different usable codes
	OldNumber  Problem = "W_CODE_OLD15"      // no strong code, but a 15-digit number
	CheckDigit Problem = "W_CODE_CHECKDIGIT" // no strong code, but one with a wrong check digit
)

// Text tells a person what is wrong and how to mend it.
func (p Problem) Text() string {
	switch p {
	case Missing:
		return "统一社会信用代码未填写；请按营业执照补填"
	case Precision:
		return "统一社会信用代码被表格存成了数字，末几位已丢失；请把该列设为文本后重新填写"
	case Format:
		return "统一社会信用代码不是18位或15位，或含有不该出现的字母；请核对营业执照"
	case Multiple:
		return "统一社会信用代码一格有多个；已分别登记，请核对哪一个有效"
	case OldNumber:
		return "只有15位旧注册号；请补填18位统一社会信用代码"
	case CheckDigit:
		return "统一社会信用代码校验位不符，可能有一位写错；请核对营业执照"
	}
	return ""
}

// placeholders are the words for "none" that people put into a cell.
var placeholders = []string{"", "-", "--", "—", "——", "/", `\`, "无", "暂无", "N/A", "未提供", "待补", "办理中", "未办照", "0", "不详"}

var scientific = regexp.MustCompile(`^[0-9](\.[0-9]+)?[Ee]\+?[0-9]+$`)

// Parse reads the codes of a text cell: one code where the cell without white
// space is 15 or 18 characters, else one in each piece between line breaks and
// 、 , ; |. Equal codes are given once, in their order.
func Parse(cell string) ([]Code, []Problem) {
	joined := squeeze(cell)
	switch {
	case Absent(cell):
		return nil, []Problem{Missing}
	case scientific.MatchString(joined):
		return nil, []Problem{Precision}
	}
	var codes []Code
	for _, piece := range pieces(cell, joined) {
		if c, ok := One(piece); ok && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes, judge(codes)
}

// ParseNumber reads the codes of a cell that the spreadsheet holds as a number:
// beyond 15 digits it holds others than were typed.
func ParseNumber(cell string) ([]Code, []Problem) {
	s, _, _ := strings.Cut(strings.TrimLeft(squeeze(cell), "+-"), ".")
	if len(s) >= 16 && digits(s) {
		return nil, []Problem{Precision}
	}
	return Parse(cell)
}

// Absent says whether a cell is empty or holds a word for "none".
func Absent(cell string) bool {
	return slices.Contains(placeholders, strings.ToUpper(squeeze(cell)))
}

func pieces(cell, joined string) []string {
	if n := utf8.RuneCountInString(joined); n == 15 || n == 18 {
		return []string{joined}
	}
	return strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\r\n\u2028\u2029、,，;；|｜", r) })
}

func judge(codes []Code) (problems []Problem) {
	if len(codes) == 0 {
		return []Problem{Format}
	}
	if len(codes) > 1 {
		problems = append(problems, Multiple)
	}
	if has(codes, Strong) {
		return problems
	}
	if has(codes, Old) {
		problems = append(problems, OldNumber)
	}
	if has(codes, Weak) {
		problems = append(problems, CheckDigit)
	}
	return problems
}

func has(codes []Code, k Kind) bool {
	return slices.ContainsFunc(codes, func(c Code) bool { return c.Kind == k })
}

// Conflict says whether two sets of codes cannot belong to one party: both hold
// strong codes and none in common, or both hold old ones and none in common. A
// weak code proves nothing, for it may be a slip of the other's.
func Conflict(a, b []Code) bool { return apart(a, b, Strong) || apart(a, b, Old) }

func apart(a, b []Code, k Kind) bool {
	common := slices.ContainsFunc(a, func(c Code) bool { return c.Kind == k && slices.Contains(b, c) })
	return has(a, k) && has(b, k) && !common
}
