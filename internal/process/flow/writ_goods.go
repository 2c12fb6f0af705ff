package flow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
)

// goods are the things taken in a case: as lists for each measure, in words,
// with their photos and the days that run.
func (h holding) goods(c casework.Case, _ string) error {
	xs, err := exhibit.Of(h.ctx, h.tx, c.ID)
	if err != nil {
		return err
	}
	xs = slices.DeleteFunc(xs, func(x exhibit.Exhibit) bool { return x.Withdrawn != "" })
	of := casework.Ref(c.ID)
	h.rows("exhibits.preservation", under(xs, exhibit.Preservation), of)
	h.rows("exhibits.seizure", under(xs, exhibit.Seizure), of)
	h.rows("exhibits.all", taken(xs), of)
	h.rows("exhibits.photos", pictures(xs), of)
	h.put("exhibits.summary", inWords(xs), of)
	if len(xs) > 0 {
		h.put("exhibits.place", xs[0].Place, of)
		h.put("exhibits.seized_on", xs[0].SeizedOn, of)
	}
	clocks, err := docket.Clocks(h.ctx, h.tx, c.ID)
	if err != nil {
		return err
	}
	h.put("exhibits.preserved_until", runsTo(clocks, docket.ClockPreservation), of)
	h.put("exhibits.seized_until", runsTo(clocks, docket.ClockSeizure), of)
	fate, err := h.fate(xs)
	h.put("exhibits.fate", fate, of)
	return err
}

// under is the list of what is held under a measure.
func under(xs []exhibit.Exhibit, measure string) (rows [][]string) {
	for _, x := range xs {
		if x.Measure == measure {
			rows = append(rows, []string{strconv.Itoa(len(rows) + 1), x.Name, amount(x), protection(x), alive(x), ""})
		}
	}
	return rows
}

// taken is the list of everything, however and whenever it was taken.
func taken(xs []exhibit.Exhibit) (rows [][]string) {
	for i, x := range xs {
		rows = append(rows, []string{strconv.Itoa(i + 1), x.Name, amount(x), protection(x), measures[x.Measure] + " " + x.SeizedOn, x.Place})
	}
	return rows
}

func pictures(xs []exhibit.Exhibit) (rows [][]string) {
	for _, x := range xs {
		for i, p := range x.Photos {
			rows = append(rows, []string{p, fmt.Sprintf("%s（%d）", x.Name, i+1)})
		}
	}
	return rows
}

func inWords(xs []exhibit.Exhibit) string {
	var out []string
	for _, x := range xs {
		out = append(out, x.Name+amount(x))
	}
	return strings.Join(out, "、")
}

// measures are how things come into custody, as papers call it.
var measures = map[string]string{exhibit.Preservation: "先行登记保存", exhibit.Seizure: "查封、扣押", exhibit.Confiscation: "没收", exhibit.Surrender: "主动上交"}

// fates are the ways out of custody, as papers call them.
var fates = map[string]string{"release": "放生", "rescue": "移交收容救护", "destroy": "无害化处理", "surrender": "上缴", "return": "发还", "police": "随案移交公安机关"}

// fate says what became of everything.
func (h holding) fate(xs []exhibit.Exhibit) (string, error) {
	var out []string
	for _, x := range xs {
		ds, err := exhibit.Disposals(h.ctx, h.tx, x.ID)
		if err != nil {
			return "", err
		}
		for _, d := range ds {
			if d.Withdrawn == "" {
				part := x
				part.Count, part.Grams = d.Count, d.Grams
				out = append(out, x.Name+amount(part)+fates[d.Way]+"（"+d.DisposedOn+"，"+d.Place+"）")
			}
		}
	}
	return strings.Join(out, "；"), nil
}

// amount is a quantity in the unit of its class.
func amount(x exhibit.Exhibit) string {
	switch {
	case x.Class == "product_weight" && x.Grams%1000 == 0:
		return strconv.FormatInt(x.Grams/1000, 10) + "千克"
	case x.Class == "product_weight" && x.Grams < 1000:
		return strconv.FormatInt(x.Grams, 10) + "克"
	case x.Class == "product_weight":
		return money.Kilograms(x.Grams) + "千克"
	}
	return strconv.FormatInt(x.Count, 10) + x.Unit
}

func protection(x exhibit.Exhibit) string {
	if x.Protection == "" {
		return "—"
	}
	return species.Class(x.Protection).Text()
}

func alive(x exhibit.Exhibit) string {
	switch {
	case x.Class != "animal":
		return "—"
	case x.Alive:
		return "活体"
	}
	return "死体"
}
