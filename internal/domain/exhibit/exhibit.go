// Package exhibit keeps what is taken in a case (涉案物品): what it is, under
// which measure it is held, by whom and where, and how it left custody.
//
//	Seize ─▶ held ─Move▶ held elsewhere ─Dispose (in parts)▶ gone
//	           ├─Amend (nothing gone yet)
//	           ├─Unseize▶ withdrawn: it was no exhibit
//	           └─Turn: preservation ─▶ seizure ─▶ confiscation
//
// Registered preservation (先行登记保存) asks for a decision within seven
// working days (行政处罚法第五十六条); a seizure (查封、扣押) lasts thirty days and
// once thirty more (行政强制法第二十五条), and one made on the spot is approved
// within twenty-four hours (第十九条). The clocks lie in package docket; entries
// are noted about the case.
//
// It does not know cases: who may act on one, and that none closes over an
// exhibit still held, is arranged by package flow.
package exhibit

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "exhibit", Schema: schema, Verbs: verbs}

// Exhibit is something seized in a case, counted in the unit of its class:
// animals in 只 头 尾 条, products in 件 or grams, tools in 件. What is not
// disposed of yet is held by a custodian at a place.
type Exhibit struct {
	ID         string   `json:"id"`
	Case       string   `json:"case"`
	Class      string   `json:"class"` // animal, product_count, product_weight, tool
	Name       string   `json:"name"`
	Measure    string   `json:"measure"` // one of Measures
	Unit       string   `json:"unit"`
	Count      int64    `json:"count"`
	Grams      int64    `json:"grams"`
	HeldCount  int64    `json:"held_count"`
	HeldGrams  int64    `json:"held_grams"`
	Protection string   `json:"protection"` // national1, national2, sanyou, local, other; empty for tools
	Alive      bool     `json:"alive"`
	Custodian  string   `json:"custodian"` // "person:…"
	Place      string   `json:"place"`
	Photos     []string `json:"photos"`             // "blob:…"
	Approver   string   `json:"approver,omitempty"` // who approved the measure; "person:…"
	Paper      string   `json:"paper,omitempty"`    // number of its decision or list
	SeizedOn   string   `json:"seized_on"`
	Withdrawn  string   `json:"withdrawn,omitempty"`
	Version    int64    `json:"version"`
}

// Held reports whether some of it is still to be disposed of.
func (x Exhibit) Held() bool { return x.Withdrawn == "" && (x.HeldCount > 0 || x.HeldGrams > 0) }

// whole reports whether nothing of it was disposed of yet.
func (x Exhibit) whole() bool { return x.HeldCount == x.Count && x.HeldGrams == x.Grams }

// The measures under which something is held.
const (
	Preservation = "preservation" // 先行登记保存
	Seizure      = "seizure"      // 查封、扣押
	Confiscation = "confiscation" // 没收
	Surrender    = "surrender"    // 主动上交
)

// Measures are all of them.
var Measures = []string{Preservation, Seizure, Confiscation, Surrender}

// units are the words each class is counted in; the first is the default.
var units = map[string][]string{
	"animal": {"只", "头", "尾", "条", "匹", "枚"}, "product_count": {"件", "个", "张", "枚", "根", "对", "块"},
	"product_weight": {"克"}, "tool": {"件", "个", "张", "台", "支", "把"},
}

// protections are the levels an animal or product has.
var protections = []string{"national1", "national2", "sanyou", "local", "other"}

// What a person can do something about.
var (
	ErrExhibit    = fault.New(fault.NotFound, "exhibit.not_found", "没有这件涉案物品，请核对编号")
	ErrMoved      = fault.New(fault.Conflict, "exhibit.moved", "物品记录已被他人改动，请对照最新内容后重试")
	ErrClass      = fault.New(fault.Invalid, "exhibit.class", "物品类别或计量单位不符，请在活体（死体）、计件制品、计重制品、工具中选择")
	ErrQuantity   = fault.New(fault.Invalid, "exhibit.quantity", "数量须大于零且与类别一致（计重填克，其余填数），处置数不得超过在库数")
	ErrProtection = fault.New(fault.Invalid, "exhibit.protection", "保护级别缺失，请选择一级、二级、三有、地方或其他")
	ErrCustody    = fault.New(fault.Invalid, "exhibit.custody", "保管人或存放地点为空，请填写")
	ErrMeasure    = fault.New(fault.Invalid, "exhibit.measure", "取得方式不在目录内，请在登记保存、查封扣押、没收、上交中选择")
	ErrGone       = fault.New(fault.Conflict, "exhibit.gone", "物品已有处置记录，不能再这样改动，请先撤回处置")
	ErrReason     = fault.New(fault.Invalid, "exhibit.reason", "理由为空，请写明理由")
	ErrLong       = fault.New(fault.Invalid, "exhibit.long", "文字过长，请精简：名称、地点、文书号 200 字以内")
	ErrApproval   = fault.New(fault.Invalid, "exhibit.approval", "保全措施缺批准人或文书号，批准人不得是办案人员；请补登负责人批准（行政处罚法第五十六条、行政强制法第十八条）")
	ErrTurn       = fault.New(fault.Conflict, "exhibit.turn", "措施不能这样变更：登记保存可转查封扣押或没收，查封扣押可转没收，请核对")
	ErrApproved   = fault.New(fault.Conflict, "exhibit.approved", "这项措施已登记批准，不必重复")
)

func (x Exhibit) check() error {
	weighed := x.Class == "product_weight"
	switch {
	case strings.TrimSpace(x.Name) == "" || !slices.Contains(units[x.Class], x.Unit) || x.Alive && x.Class != "animal":
		return ErrClass
	case weighed && (x.Grams <= 0 || x.Count != 0), !weighed && (x.Count <= 0 || x.Grams != 0):
		return ErrQuantity
	case x.Class != "tool" && !slices.Contains(protections, x.Protection):
		return ErrProtection
	case x.Custodian == "" || strings.TrimSpace(x.Place) == "":
		return ErrCustody
	case !slices.Contains(Measures, x.Measure):
		return ErrMeasure
	}
	return ErrLong.Over(200, x.Name, x.Place, x.Paper)
}

// The facts of the package's verbs.
type (
	Seized struct { // exhibit.seized
		Class      string `json:"class"`
		Count      int64  `json:"count"`
		Grams      int64  `json:"grams"`
		Protection string `json:"protection"`
		Alive      bool   `json:"alive"`
		Exhibit    string `json:"exhibit"`
	}
	Edited struct { // exhibit.amended
		Fields []string `json:"fields"`
	}
	Custody struct { // exhibit.moved
		Exhibit   string `json:"exhibit"`
		Custodian string `json:"custodian"`
	}
	Measured struct { // exhibit.approved, exhibit.turned
		Exhibit  string `json:"exhibit"`
		Measure  string `json:"measure"`
		Approver string `json:"approver"`
		Late     bool   `json:"late"`
	}
	Disposed struct { // exhibit.disposed
		Way      string `json:"way"`
		Count    int64  `json:"count"`
		Grams    int64  `json:"grams"`
		Class    string `json:"class"`
		Exhibit  string `json:"exhibit"`
		Disposal string `json:"disposal"`
	}
)

var verbs = store.Verbs{
	"exhibit.seized": Seized{}, "exhibit.amended": Edited{}, "exhibit.moved": Custody{}, "exhibit.disposed": Disposed{},
	"exhibit.approved": Measured{}, "exhibit.turned": Measured{},
}

func (x Exhibit) seized() Seized {
	return Seized{x.Class, x.Count, x.Grams, x.Protection, x.Alive, x.ID}
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("exhibit: %s: %w", doing, err)
}
