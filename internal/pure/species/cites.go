package species

import "strings"

// readCites: scientific_name,rank,listing,phylum,class,order,family,synonyms,chinese_name_matched.
// A line of a genus or a higher taxon says nothing that its species do not.
func (t *table) readCites() {
	all := rows("cites")
	lines := make([]Entry, len(all))
	for n, r := range all {
		if r[1] != "SPECIES" && r[1] != "SUBSPECIES" {
			continue
		}
		e := &lines[n]
		*e = Entry{
			List: citesTitle, Name: r[8], Latin: r[0], Class: Unknown, GroupLatin: r[4], OrderLatin: r[5], FamilyLatin: r[6],
			Appendix: r[2], Status: Partial, From: "2017-04-04",
		}
		e.Authority, e.Likely = citesClass(r[4], r[5], r[6], r[2])
		i := t.at(r[8], r[0])
		t.animals[i].cites = e
		if r[8] != "" {
			t.add(i, r[8], byName)
		}
		t.synonyms(i, r[7])
	}
	t.readChanges()
}

// readChanges: taxon,中文名,appendix_now,event,status. The Chinese names help to
// find an animal; what became of the appendix is only remarked.
func (t *table) readChanges() {
	for _, r := range rows("cites_changes") {
		i, ok := t.latin[normal(r[0])]
		if !ok {
			if _, species, _ := latinWords(r[0]); species == "" || species == "spp" || strings.ContainsAny(r[0], ";/") {
				continue
			}
			i = t.at(r[1], r[0])
			t.animals[i].cites = &Entry{List: changesTitle, Name: r[1], Latin: r[0], Class: Unknown, Status: Unverified}
		}
		if !strings.ContainsAny(r[1], "(、") {
			t.call(i, r[1])
		}
		if e := t.animals[i].cites; e != nil {
			e.Note = "2017年后附录有变化，未核实：" + r[2] + "（" + r[3] + "）"
		}
	}
}

// aquatics are the groups whose members live in water, by class or order.
var aquatics = map[string]bool{
	"Cetacea": true, "Sirenia": true, "Actinopteri": true, "Coelacanthi": true, "Dipneusti": true, "Elasmobranchii": true,
	"Anthozoa": true, "Hydrozoa": true, "Holothuroidea": true, "Bivalvia": true, "Cephalopoda": true, "Hirudinoidea": true,
	"Otariidae": true, "Phocidae": true, "Odobenidae": true, "Crocodylia": true, "Sphenisciformes": false,
}

// citesClass is who answers for a foreign animal and what class it probably
// has: the forestry department approved Appendix I as first and II as second
// class in 1993 (林护通字〔1993〕48号), the fishery department names its own;
// neither text is held whole, so neither decides.
func citesClass(class, order, family, appendix string) (Authority, Class) {
	if aquatics[class] || aquatics[order] || aquatics[family] {
		return Fishery, ""
	}
	land := class == "Mammalia" || class == "Aves" || order == "Serpentes" || order == "Sauria"
	switch {
	case !land:
		return "", ""
	case appendix == "I":
		return Forestry, National1
	case appendix == "II":
		return Forestry, National2
	}
	return Forestry, ""
}

// synonyms reads "Boa regia Shaw, 1802, Cenchris regia (Shaw, 1802)": the pairs
// and triples of a capital and small words. Where the epithet is the same only
// the genus changed; else CITES may lump what others tell apart.
func (t *table) synonyms(i int32, s string) {
	_, own, _ := latinWords(t.animals[i].latin)
	for part := range strings.SplitSeq(s, ", ") {
		words := strings.Fields(part)
		if len(words) < 2 || !letters(words[0]) || words[0][0] > 'Z' || !small(words[1]) || len(words[1]) < 3 {
			continue
		}
		n := 2
		if len(words) > 2 && small(words[2]) && len(words[2]) > 3 {
			n = 3
		}
		name := strings.Join(words[:n], " ")
		if stem(words[n-1]) == stem(own) && !tamed[words[n-1]] {
			t.synonym(i, name)
		} else {
			t.lump(i, name)
		}
	}
}

// stem is an epithet without its ending, which follows the genus: regia, regius.
func stem(s string) string {
	if len(s) > 4 {
		return s[:max(4, len(s)-2)]
	}
	return s
}

// tamed are epithets of domestic forms; they are not the wild species.
var tamed = map[string]bool{"familiaris": true, "domesticus": true, "domestica": true, "catus": true, "fulva": true}

// readApproved: 中文名,学名,CITES附录,核准国内级别,公告,source. The first
// announcement was replaced by the second; of neither is the whole held.
func (t *table) readApproved() {
	for _, r := range rows("aquatic") {
		e := &Entry{
			List: aquaticTitle, Name: r[0], Latin: r[1], Class: National2, Authority: Fishery, Appendix: r[2],
			WildOnly: strings.Contains(r[0], "仅限野外种群"), From: aquatic69From, To: aquatic491From, Status: Partial, Note: r[4],
		}
		if r[3] == "一级" {
			e.Class = National1
		}
		if strings.Contains(r[4], "491") {
			e.From, e.To = aquatic491From, ""
		}
		name, _, _ := strings.Cut(r[0], "(")
		i := t.at(name, r[1])
		t.add(i, name, byAlias)
		t.approve(i, e)
		if taxon, above := strings.CutSuffix(r[1], " spp."); above {
			t.approveAll(taxon, e)
		}
	}
}

func (t *table) approve(i int32, e *Entry) {
	a := &t.animals[i]
	if a.name == "" {
		a.name = e.Name
	}
	for _, d := range a.dated {
		if d.List == aquaticTitle && d.From == e.From {
			return
		}
	}
	a.dated = append(a.dated, e)
}

// approveAll binds what lies in a genus, an order or a subfamily.
func (t *table) approveAll(taxon string, e *Entry) {
	for i := range t.animals {
		a := &t.animals[i]
		if a.cites == nil {
			continue
		}
		genus, _, _ := latinWords(a.latin)
		if genus == taxon || a.cites.OrderLatin == taxon || taxon == "Lutrinae" && otters[genus] {
			own := *e
			t.approve(int32(i), &own)
		}
	}
}

// otters are the genera of the subfamily Lutrinae.
var otters = map[string]bool{
	"Lutra": true, "Lutrogale": true, "Lontra": true, "Pteronura": true, "Aonyx": true, "Enhydra": true, "Hydrictis": true,
}
