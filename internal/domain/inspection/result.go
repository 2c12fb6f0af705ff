package inspection

import (
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// Result is one outcome a visit may have.
type Result struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Group   string `json:"group"`   // only: excludes every other; gone: the object is not there to be inspected; found: something was seen
	Problem bool   `json:"problem"` // counts its subject among those with problems (B19)
}

// Results are the outcomes in use, by code.
var Results = []Result{
	{"01", "未发现问题", "only", false},
	{"02", "发现问题经责令已改正", "found", true},
	{"03", "未发现本次检查涉及的生产经营活动", "only", false},
	{"04", "不配合检查情节严重", "found", true},
	{"05", "注销", "gone", false},
	{"06", "暂停营业", "gone", false},
	{"07", "吊销证照", "gone", false},
	{"08", "关闭", "gone", false},
	{"09", "发现问题待后续处理", "found", true},
	{"10", "通过登记的住所（经营场所）无法联系", "gone", true},
	{"11", "被撤销", "gone", false},
	{"12", "迁出", "gone", false},
	{"13", "未按规定公示应当公示的信息", "found", true},
	{"14", "公示信息隐瞒真实情况、弄虚作假", "found", true},
}

// Faults of results.
var (
	ErrNoResult = fault.New(fault.Invalid, "inspection.no_result", "检查结果不能为空，请至少选择一项")
	ErrResult   = fault.New(fault.Invalid, "inspection.result", "检查结果代码不认识，请按结果代码表填写")
	ErrMixed    = fault.New(fault.Invalid, "inspection.mixed", "检查结果互相矛盾，不能同时填写，请只保留一项")
)

// result finds an outcome by code, with or without its leading zero, or name.
func result(key string) (Result, bool) {
	key = strings.TrimSpace(key)
	i := slices.IndexFunc(Results, func(r Result) bool {
		return r.Code == key || r.Name == key || len(key) == 1 && r.Code == "0"+key
	})
	if i < 0 {
		return Result{}, false
	}
	return Results[i], true
}

// settle makes a set of outcomes: sorted codes, whether one is a problem, and
// what is wrong with it. One outcome of the group "only" stands alone; an
// object that is gone is gone in one way, and nothing was seen at it but what
// the register shows (13, 14) or what others will follow up (09).
func settle(keys []string) (codes []string, problem bool, wrong *fault.Fault) {
	var set []Result
	for _, k := range keys {
		if strings.TrimSpace(k) == "" {
			continue
		}
		r, ok := result(k)
		if !ok {
			return nil, false, ErrResult.With(k)
		}
		if !slices.Contains(set, r) {
			set = append(set, r)
		}
	}
	for i, a := range set {
		codes, problem = append(codes, a.Code), problem || a.Problem
		for _, b := range set[:i] {
			if excludes(a, b) || excludes(b, a) {
				return nil, false, ErrMixed.With(b.Code + " " + b.Name + " / " + a.Code + " " + a.Name)
			}
		}
	}
	if len(codes) == 0 {
		return nil, false, ErrNoResult
	}
	slices.Sort(codes)
	return codes, problem, nil
}

func excludes(a, b Result) bool {
	return a.Group == "only" || a.Group == "gone" && (b.Group == "gone" || b.Code == "02" || b.Code == "04")
}
