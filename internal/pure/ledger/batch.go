package ledger

import (
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/sheet"
)

// labelRanges are the numbers taken so far, by what stands before the digits.
type labelRanges map[string][]labelRange

type labelRange struct {
	first, last int64
	batch       string
}

// numbered splits JXLX100001 into JXLX and 100001.
func numbered(s string) (prefix string, n int64, ok bool) {
	i := len(s)
	for i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	n, err := strconv.ParseInt(s[i:], 10, 64)
	return s[:i], n, err == nil
}

// ends splits a span written in one cell: JXLX1—JXLX50.
func ends(s string) (first, last string) {
	i := strings.IndexAny(s, "-–—~至")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], "-–—~至")
}

// rangeOf is the span of a batch; ok is false where its ends do not belong together.
func rangeOf(b *LabelBatch) (prefix string, r labelRange, ok bool) {
	p1, first, ok1 := numbered(b.First)
	p2, last, ok2 := numbered(b.Last)
	return p1, labelRange{first, last, b.Number}, ok1 && ok2 && p1 == p2 && first <= last
}

func (l labelRanges) add(b *LabelBatch) {
	prefix, r, ok := rangeOf(b)
	if ok && !slices.ContainsFunc(l[prefix], func(o labelRange) bool { return o.batch == b.Number }) {
		l[prefix] = append(l[prefix], r)
	}
}

// overlaps asks the batches that were there before b: of two that overlap the later is to mend.
func (l labelRanges) overlaps(b *LabelBatch) bool {
	prefix, r, ok := rangeOf(b)
	if !ok {
		return false
	}
	for _, o := range l[prefix] {
		if o.batch == b.Number {
			return false
		}
		if r.first <= o.last && o.first <= r.last {
			return true
		}
	}
	return false
}

// batch judges a row about a batch of 专用标识; its number is its identity.
func (t *table) batch(r *sheet.Row, out *Row) error {
	number := strings.ToUpper(S(t.cols.cell(r, fBatch).Text))
	owner := t.cols.cell(r, fBatchOwner).Text
	switch {
	case S(t.cols.cell(r, fSeq).Text) == "例" || strings.HasPrefix(S(owner), "示例"):
		t.reject(r, out, RejectSample)
		return nil
	case absent(S(owner)):
		t.reject(r, out, RejectNoName)
		return nil
	case absent(number):
		t.reject(r, out, RejectNoKey)
		return nil
	}
	b := &LabelBatch{
		Number: number, Owner: Clean(owner), Kind: t.text(r, fBatchKind), Remark: t.text(r, fRemark),
		First: strings.ToUpper(S(t.cols.cell(r, fFirst).Text)), Last: strings.ToUpper(S(t.cols.cell(r, fLast).Text)),
	}
	if b.Last == "" {
		b.First, b.Last = ends(b.First)
	}
	var ok bool
	if b.Count, _, ok = quantityIn(t.cols.cell(r, fQuantity)); !ok {
		out.warn(WarnQuantity, t.cols.cell(r, fQuantity).Text)
	}
	if b.Taken, ok = dateIn(t.cols.cell(r, fTaken), t.book.Date1904); !ok {
		out.warn(WarnDate, t.cols.cell(r, fTaken).Text)
	}
	var err error
	if b.Holder, err = t.im.named(owner); err != nil {
		return err
	}
	out.Batch = b
	if err := t.person(AboutBatch, []Key{keyBatch(number)}, out); err != nil {
		return err
	}
	if b.Holder == None {
		out.warn(WarnLabelOwner, owner)
	}
	if _, span, ok := rangeOf(b); !ok || b.Count >= 0 && span.last-span.first+1 != b.Count {
		out.warn(WarnLabelCount, b.First+"—"+b.Last)
	}
	if t.im.ranges.overlaps(b) {
		out.warn(WarnLabelOverlap, b.First+"—"+b.Last)
	}
	t.im.ranges.add(b)
	return nil
}
