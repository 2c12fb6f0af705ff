package species_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/species"
)

// What we say of a list is what the sources of the data say.
func TestListsAreAsTheirSources(t *testing.T) {
	files := map[string]string{
		"national": "national_2021.csv", "sanyou": "sanyou_2023.csv", "livestock": "livestock_2020.csv", "aquatic": "cites_aquatic_PARTIAL.csv",
		"cites": "cites_2017.csv.gz", "cites_changes": "cites_after_2017_UNVERIFIED.csv", "captive_land": "captive_terrestrial_2017.csv",
		"captive_water": "captive_aquatic_UNVERIFIED.csv", "earlier": "earlier_PARTIAL.csv", "common": "common.csv", "alias": "alias.csv",
		"trade": "slang_UNVERIFIED.csv", "vernacular": "vernacular.csv", "product": "product.csv", "member": "member.csv",
	}
	for _, l := range species.Lists() {
		name, held := files[l.ID]
		if !held {
			if l.Rows != 0 || l.Gaps == "" {
				t.Errorf("%s is not held, yet has %d rows and the gaps %q", l.ID, l.Rows, l.Gaps)
			}
			continue
		}
		delete(files, l.ID)
		if rows := data.MustRows("species/" + name); len(rows) != l.Rows {
			t.Errorf("%s has %d rows, not %d", l.ID, len(rows), l.Rows)
		}
		if (l.Status == species.Unverified) != strings.Contains(name, "_UNVERIFIED") {
			t.Errorf("%s is %s in the file %s", l.ID, l.Status, name)
		}
		if strings.Contains(name, "_PARTIAL") && l.Status != species.Partial {
			t.Errorf("%s is %s", l.ID, l.Status)
		}
	}
	if len(files) > 0 {
		t.Errorf("not told of: %v", files)
	}
}

// docs/law.md says of every list what the program says.
func TestDocumentedLists(t *testing.T) {
	b, err := os.ReadFile("../../../docs/law.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range species.Lists() {
		row := "| " + strings.Join([]string{l.Name, l.Version, l.Document, period(l), rows(l), status[l.Status], l.Gaps}, " | ") + " |"
		if !strings.Contains(string(b), row) {
			t.Errorf("docs/law.md lacks\n%s", row)
		}
	}
}

var status = map[species.Status]string{species.Complete: "complete", species.Partial: "partial", species.Unverified: "unverified"}

func period(l species.List) string {
	if l.From == "" {
		return ""
	}
	return l.From + " – " + l.To
}

func rows(l species.List) string {
	if l.Rows == 0 {
		return "not held"
	}
	return strconv.Itoa(l.Rows)
}
