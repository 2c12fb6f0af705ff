package ledger_test

import (
	"os"
	"slices"
	"testing"

	"example.org/zhiye/internal/pure/ledger"
)

// TestHostile: the hostile files that may be read give exactly what is safe in them.
func TestHostile(t *testing.T) {
	for file, want := range map[string][]string{
		"04_rows_1048576_blank.xlsx": {
			"2 created shop 安全测试商行/十里街道 W_CODE_CHECKDIGIT", "1048576 created shop 最后一行商行/十里街道 W_CODE_CHECKDIGIT",
		},
		"11_external_links.xlsx": {"2 created shop 外部链接缓存商行/十里街道 W_CODE_CHECKDIGIT W_EXTERNAL_LINK W_FORMULA_CELL"},
	} {
		b, err := os.ReadFile("../sheet/testdata/bad/" + file)
		if err != nil {
			t.Fatal(err)
		}
		_, rows := take(t, "360402", file, b, ledger.NewMemory())
		var got []string
		for _, r := range rows {
			got = append(got, line(r))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
}
