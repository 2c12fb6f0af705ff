package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/fault"
)

// Refusals of a whole file. Each says what is wrong and how to mend it.
var (
	ErrEmpty      = fault.New(fault.Invalid, "E_EMPTY_FILE", "文件是空的（0 字节），请重新导出后再上传")
	ErrNotXLSX    = fault.New(fault.Invalid, "E_NOT_XLSX", "文件内容不是 .xlsx 工作簿，与文件名不符；请用表格软件打开后另存为 .xlsx 或 .csv 再上传")
	ErrNotCSV     = fault.New(fault.Invalid, "E_NOT_CSV", "文件内容不是 CSV 文本，与文件名不符；请核对文件或另存为 .xlsx、.csv 再上传")
	ErrOldExcel   = fault.New(fault.Invalid, "E_OLD_EXCEL", "这是旧版 Excel（.xls）文件，无法直接读取；请用表格软件打开后另存为 .xlsx 再上传")
	ErrHTML       = fault.New(fault.Invalid, "E_HTML_AS_XLSX", "文件其实是网页（HTML/XML）存成了表格的扩展名；请用表格软件打开后另存为 .xlsx 再上传")
	ErrEncrypted  = fault.New(fault.Invalid, "E_ENCRYPTED", "文件设有打开密码，无法读取；请取消密码后另存再上传")
	ErrMacro      = fault.New(fault.Invalid, "E_MACRO_WORKBOOK", "文件带有宏（.xlsm 或 vbaProject），出于安全不予接收；请另存为不带宏的 .xlsx 再上传")
	ErrTruncated  = fault.New(fault.Invalid, "E_TRUNCATED_ZIP", "文件不完整（压缩包缺少结尾），可能没有传完；请重新上传原件")
	ErrBroken     = fault.New(fault.Invalid, "E_BROKEN_XLSX", "工作簿内部已损坏，无法读取；请用表格软件打开、修复并另存为 .xlsx 再上传")
	ErrEntryName  = fault.New(fault.Invalid, "E_ZIP_ENTRY_NAME", "工作簿内含有可疑的条目名（路径越界、重名或控制字符），不予接收；请用表格软件重新另存再上传")
	ErrManyParts  = fault.New(fault.Invalid, "E_TOO_MANY_PARTS", "工作簿内的条目太多，不予接收；请删去图片、附件后另存再上传")
	ErrTooLarge   = fault.New(fault.Invalid, "E_TOO_LARGE_UNCOMPRESSED", "文件解压后过大或压缩比异常，不予接收；请拆分为较小的文件再上传")
	ErrDTD        = fault.New(fault.Invalid, "E_XML_DTD", "工作簿内含有文档类型声明或外部实体，不予接收；请用表格软件重新另存再上传")
	ErrManyMerges = fault.New(fault.Invalid, "E_TOO_MANY_MERGES", "工作表的合并单元格太多，请取消合并后再上传")
	ErrManyCols   = fault.New(fault.Invalid, "E_TOO_MANY_COLUMNS", "工作表超过 1,024 列，请删去多余的列后再上传")
	ErrLongCell   = fault.New(fault.Invalid, "E_FIELD_TOO_LONG", "单元格超过 32,767 个字，请缩短后再上传")
	ErrLongLine   = fault.New(fault.Invalid, "E_LINE_TOO_LONG", "一行超过 1 MB，不像是台账；请检查换行和引号后再上传")
	ErrNUL        = fault.New(fault.Invalid, "E_CSV_NUL", "文本里含有空字符（NUL），不是正常的 CSV；请从原系统重新导出再上传")
	ErrQuote      = fault.New(fault.Invalid, "E_CSV_QUOTE", "CSV 的引号没有成对，整份未导入；请改正所指的行再上传")
	ErrEncoding   = fault.New(fault.Invalid, "E_ENCODING", "文本编码无法识别（只接受 UTF-8、GB18030、带 BOM 的 UTF-16）；请另存为 UTF-8 再上传")
)

// Limits of what is unpacked. Parts that are held in memory stay under the
// smaller one; worksheets are streamed, so a real ledger of a million rows passes.
const (
	maxPart      = 200 << 20  // any part but a worksheet
	maxSheet     = 1000 << 20 // one worksheet
	maxTotal     = 500 << 20  // all parts but worksheets
	maxSheets    = 1200 << 20 // all worksheets
	maxRatio     = 100        // asked of parts over freeRatio only: blank rows pack well
	freeRatio    = 100 << 20
	maxParts     = 10_000
	maxMerges    = 200_000
	maxCols      = 1024
	maxRunes     = 32_767
	maxLine      = 1 << 20
	maxSharedStr = 8_000_000
)

type format uint8

const (
	zipped format = iota
	delimited
)

// sniff decides by the first bytes what a file is and holds that against its name.
func sniff(name string, r io.ReaderAt, size int64) (format, error) {
	if size == 0 {
		return 0, ErrEmpty
	}
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return 0, fmt.Errorf("sheet: reading the first bytes: %w", err)
	}
	ext := strings.ToLower(path.Ext(name))
	if ext == ".xlsm" || ext == ".xltm" || ext == ".xlam" {
		return 0, ErrMacro
	}
	text := ext == ".csv" || ext == ".tsv" || ext == ".txt"
	mark := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if text {
			return 0, ErrNotCSV.With("内容是压缩包或工作簿")
		}
		if ext == ".xls" || ext == ".et" || ext == ".xlsb" || ext == ".ods" {
			return 0, ErrNotXLSX.With("扩展名是 " + ext)
		}
		return zipped, nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return 0, sniffOLE(r, size)
	case markup(mark):
		return 0, ErrHTML
	}
	if what := binaryKind(head); what != "" || !text && (ext != "" && ext != "." || !looksText(head)) {
		if what == "" && looksText(head) {
			what = "文本"
		}
		if text {
			return 0, ErrNotCSV.With("内容是 " + what)
		}
		return 0, ErrNotXLSX.With(strings.TrimSuffix("内容是 "+what, "内容是 "))
	}
	return delimited, nil
}

func markup(mark []byte) bool {
	for _, p := range []string{"<html", "<!doctype", "<table", "<head", "<meta", "<?xml", "<script", "<body", "mime-version:"} {
		if bytes.HasPrefix(mark, []byte(p)) {
			return true
		}
	}
	return false
}

// binaryKind names a well-known kind of file by its magic bytes.
func binaryKind(head []byte) string {
	for _, m := range []struct{ magic, what string }{
		{"%PDF", "PDF"}, {"\x89PNG", "PNG 图片"}, {"\xff\xd8\xff", "JPEG 图片"}, {"GIF8", "GIF 图片"},
		{"Rar!", "RAR 压缩包"}, {"7z\xbc\xaf", "7z 压缩包"}, {"\x1f\x8b", "GZIP 压缩包"}, {"{\\rtf", "RTF 文档"},
		{"MZ", "可执行文件"}, {"\x7fELF", "可执行文件"}, {"SQLite format 3", "数据库"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.what
		}
	}
	return ""
}

func looksText(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) ||
		bytes.IndexByte(head, 0) < 0
}

// sniffOLE tells a workbook with a password from an old one: the former is an
// OLE container whose directory names a stream EncryptedPackage.
func sniffOLE(r io.ReaderAt, size int64) error {
	var want []byte
	for _, c := range "EncryptedPackage" {
		want = append(want, byte(c), 0)
	}
	const step = 1 << 20
	buf := make([]byte, min(size, step+int64(len(want))))
	for at := int64(0); at < min(size, 256<<20); at += step {
		n, err := r.ReadAt(buf, at)
		if err != nil && err != io.EOF {
			return fmt.Errorf("sheet: reading a container: %w", err)
		}
		if bytes.Contains(buf[:n], want) {
			return ErrEncrypted
		}
	}
	return ErrOldExcel
}

// guardZip reads the central directory only and decides on names and sizes.
func guardZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !(errors.Is(err, zip.ErrInsecurePath) && z != nil) {
		return nil, ErrTruncated
	}
	if len(z.File) > maxParts {
		return nil, ErrManyParts
	}
	seen := make(map[string]bool, len(z.File))
	var total, sheets uint64
	for _, f := range z.File {
		low := strings.ToLower(f.Name)
		if !entryName(f.Name) || seen[low] || f.Mode()&^0o777 != 0 && !strings.HasSuffix(f.Name, "/") {
			return nil, ErrEntryName
		}
		seen[low] = true
		switch {
		case f.Flags&1 != 0:
			return nil, ErrEncrypted
		case strings.Contains(low, "vbaproject"), strings.HasPrefix(low, "xl/macrosheets/"):
			return nil, ErrMacro
		}
		if worksheet(low) {
			sheets += f.UncompressedSize64
		} else {
			total += f.UncompressedSize64
		}
		if f.UncompressedSize64 > partLimit(f.Name) || total > maxTotal || sheets > maxSheets ||
			f.UncompressedSize64 > freeRatio && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxRatio {
			return nil, ErrTooLarge
		}
	}
	return z, nil
}

func worksheet(low string) bool { return strings.HasPrefix(low, "xl/worksheets/") }

func partLimit(name string) uint64 {
	if worksheet(strings.ToLower(name)) {
		return maxSheet
	}
	return maxPart
}

// entryName says whether a name could come from an honest workbook.
func entryName(n string) bool {
	if n == "" || len(n) > 512 || !utf8.ValidString(n) || strings.ContainsAny(n, "\\:") || n[0] == '/' {
		return false
	}
	for _, part := range strings.Split(n, "/") {
		if part == ".." || part == "." {
			return false
		}
	}
	for _, c := range n {
		if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			return false
		}
	}
	return true
}

// openPart inflates a part under its declared size: a part that unpacks to more
// than it declares is a bomb.
func openPart(f *zip.File) (io.ReadCloser, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, ErrBroken.With(f.Name)
	}
	return &counted{rc: rc, left: int64(min(f.UncompressedSize64, partLimit(f.Name))), name: f.Name}, nil
}

type counted struct {
	rc   io.ReadCloser
	left int64
	name string
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.rc.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return 0, ErrTooLarge
	}
	if err != nil && err != io.EOF {
		return n, ErrBroken.With(c.name)
	}
	return n, err
}

func (c *counted) Close() error { return c.rc.Close() }
