package species

import (
	"strings"

	"example.org/zhiye/data"
)

func rows(id string) [][]string {
	for _, l := range listed {
		if l.ID == id {
			return data.MustRows("species/" + l.file)
		}
	}
	return data.MustRows("species/" + id + ".csv")
}

// readNational: 序号,中文名,拉丁学名,条目类型,保护级别,主管部门,水生,门,门拉丁,纲,纲拉丁,目,目拉丁,科,科拉丁,备注,仅限野外种群,原名,源拼写.
func (t *table) readNational() {
	for _, r := range rows("national") {
		e := &Entry{
			List: nationalTitle, No: r[0], Name: r[1], Latin: r[2], Class: National2, Authority: Forestry,
			Group: r[9], GroupLatin: r[10], Order: r[11], OrderLatin: r[12], Family: r[13], FamilyLatin: r[14],
			WildOnly: r[16] == "是", From: nationalFrom, Status: Complete, Note: r[15],
		}
		if r[4] == "一级" {
			e.Class = National1
		}
		if r[5] == "渔业" {
			e.Authority = Fishery
		}
		i := t.at(e.Name, e.Latin)
		t.animals[i].national = e
		t.add(i, e.Name, byName)
		t.former(i, r[17])
		if r[3] == "类" {
			t.taxon(i, e)
		}
	}
}

// readSpellings adds the Latin names as the source wrote them, after all right
// ones: some are another animal's right name.
func (t *table) readSpellings() {
	for _, r := range rows("national") {
		t.synonym(t.latin[normal(r[2])], r[18])
	}
}

// taxon lets a line for a whole genus, family or order be found by what people
// call it: 海马属所有种, 海马属, 海马; Hippocampus spp., Hippocampus.
func (t *table) taxon(i int32, e *Entry) {
	latin := strings.TrimSuffix(e.Latin, " spp.")
	t.taxa[normal(latin)] = e
	t.synonym(i, latin)
	name := strings.TrimSuffix(e.Name, "所有种")
	t.add(i, name, byName)
	for _, rank := range []string{"属", "科", "目"} {
		t.add(i, strings.TrimSuffix(name, rank), byAlias)
	}
}

func (t *table) former(i int32, names string) {
	for n := range strings.SplitSeq(names, ";") {
		t.add(i, n, byFormer)
	}
}

// readSanyou: 序号,中文名,拉丁学名,纲,纲拉丁,仅限野外种群,曾用名.
func (t *table) readSanyou() {
	for _, r := range rows("sanyou") {
		e := &Entry{
			List: sanyouTitle, No: r[0], Name: r[1], Latin: r[2], Class: Sanyou, Authority: Forestry,
			Group: r[3], GroupLatin: r[4], WildOnly: r[5] == "是", From: sanyouFrom, Status: Partial,
		}
		i := t.at(e.Name, e.Latin)
		t.animals[i].sanyou = e
		t.add(i, e.Name, byName)
		t.former(i, r[6])
	}
}

// readLivestock: 序号,类别,畜禽,非食用,2021品种名录品种数,source; and
// livestock_latin: 畜禽,拉丁学名,野生同种,note,异名.
func (t *table) readLivestock() {
	known := map[string][]string{}
	for _, r := range rows("livestock_latin") {
		known[r[0]] = r
	}
	for _, r := range rows("livestock") {
		l := known[r[2]]
		e := &Entry{
			List: livestockTitle, No: r[0], Name: r[2], Latin: l[1], Class: Livestock,
			From: livestockFrom, Status: Complete, Note: l[3],
		}
		if r[3] == "是" {
			e.Note = "非食用；" + e.Note
		}
		e.Note = strings.TrimSuffix(e.Note, "；")
		i := t.at(e.Name, e.Latin)
		t.animals[i].livestock = e
		t.add(i, e.Name, byName)
		for n := range strings.SplitSeq(l[4], ";") {
			t.synonym(i, n)
		}
	}
}

// readCommon: 名称,拉丁学名,别名,类别,主管,纲,科,起,止,note.
func (t *table) readCommon() {
	for _, r := range rows("common") {
		e := &Entry{
			List: commonTitle, Name: r[0], Latin: r[1], Class: Class(r[3]), Authority: Authority(r[4]),
			Group: r[5], Family: r[6], From: r[7], To: r[8], Status: Partial, Note: r[9],
		}
		i := t.at(e.Name, e.Latin)
		t.animals[i].dated = append(t.animals[i].dated, e)
		t.add(i, e.Name, byName)
		for n := range strings.SplitSeq(r[2], ";") {
			if ascii(n) {
				t.synonym(i, n)
			} else {
				t.add(i, n, byAlias)
			}
		}
	}
}

// readMembers: 名称,拉丁学名,类条目.
func (t *table) readMembers() {
	lines := map[string]*Entry{}
	for _, e := range t.taxa {
		lines[e.Name] = e
	}
	for _, r := range rows("member") {
		i := t.at(r[0], r[1])
		t.animals[i].taxon = lines[r[2]]
		t.animals[i].name = r[0]
		t.add(i, r[0], byName)
	}
}

// readEarlier: 中文名,类别,起,止,note; names are those of the list of 2021.
func (t *table) readEarlier() {
	for _, r := range rows("earlier") {
		for _, s := range t.key[normal(r[0])] {
			a := &t.animals[t.spellings[s].animal]
			if a.national == nil || a.national.Name != r[0] {
				continue
			}
			e := *a.national
			e.List, e.No, e.Class, e.WildOnly = earlierTitle, "", Class(r[1]), false
			e.From, e.To, e.Status, e.Note = r[2], r[3], Partial, r[4]
			a.dated = append(a.dated, &e)
		}
	}
}

// readCaptive: 序号,中文名,学名,… and 批次,中文名,status.
func (t *table) readCaptive() {
	for _, r := range rows("captive_land") {
		t.bred(r[1], r[2], Partial)
	}
	for _, r := range rows("captive_water") {
		t.bred(r[1], "", Unverified)
	}
}

func (t *table) bred(name, latin string, s Status) {
	if i, ok := t.latin[normal(latin)]; ok && latin != "" {
		t.animals[i].captive = s
		t.call(i, name)
	}
	for _, k := range t.key[normal(name)] {
		if s := t.spellings[k]; s.how > byFormer {
			continue
		}
		a := &t.animals[t.spellings[k].animal]
		if a.captive == "" {
			a.captive = s
		}
	}
}

// readNames: aliases, vernacular names, products, and what traders say.
func (t *table) readNames() {
	for _, r := range rows("alias") { // 中文名,别名,拉丁学名,类型,source
		h := byAlias
		if strings.HasPrefix(r[3], "名录原名") || strings.HasPrefix(r[3], "三有名录曾用名") {
			h = byFormer
		}
		if i, ok := t.latin[normal(r[2])]; ok && r[2] != "" {
			t.add(i, r[1], h)
		} else {
			t.each(r[0], func(i int32) { t.add(i, r[1], h) })
		}
	}
	for _, r := range rows("vernacular") { // 俗名,拉丁学名,note
		if i, ok := t.latin[normal(r[1])]; ok {
			t.call(i, r[0])
		}
	}
	for _, r := range rows("product") { // 产品,部位,拉丁学名,确定,note
		t.notes[normal(r[0])] = r[4]
		h := byProduct
		if r[3] != "是" {
			h = byTrade
		}
		for l := range strings.SplitSeq(r[2], ";") {
			if i, ok := t.latin[normal(l)]; ok {
				t.addPart(i, r[0], r[1], h)
			}
		}
	}
	for _, r := range rows("trade") { // 中文名,俗称/黑话,status
		name, _, _ := strings.Cut(r[0], "(")
		name, latin, _ := strings.Cut(strings.TrimSpace(name), " ")
		if i, ok := t.latin[normal(latin)]; ok && latin != "" {
			t.add(i, name, byTrade)
			t.add(i, r[1], byTrade)
			continue
		}
		t.each(name, func(i int32) { t.add(i, r[1], byTrade) })
	}
}

// call adds a name that may also be the only Chinese one an animal has.
func (t *table) call(i int32, name string) {
	t.animals[i].name = firstOf(t.animals[i].name, name)
	t.add(i, name, byAlias)
}

// each calls f for the animals that have this very name.
func (t *table) each(name string, f func(int32)) {
	for _, s := range t.key[normal(name)] {
		if t.spellings[s].how == byName {
			f(t.spellings[s].animal)
			return
		}
	}
}
