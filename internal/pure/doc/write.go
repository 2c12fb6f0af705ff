package doc

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// namespaces of every part that holds text.
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"` +
	` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
	` xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"`

// stamp is the time of every part in the file: the press has no clock.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

type part struct{ name, body string }

// Album are the pictures that documents show, by the sources that name them:
// JPEG, as Develop makes them.
type Album map[string][]byte

// Write presses d onto w. The same document gives the same bytes.
func Write(w io.Writer, d Document, album Album) error {
	z := zip.NewWriter(w)
	for _, p := range parts(d, album) {
		method := zip.Deflate
		if strings.HasPrefix(p.name, "word/media/") { // packed already
			method = zip.Store
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method, Modified: stamp})
		if err != nil {
			return fmt.Errorf("doc: writing %s: %w", p.name, err)
		}
		if _, err := io.WriteString(f, p.body); err != nil {
			return fmt.Errorf("doc: writing %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("doc: closing: %w", err)
	}
	return nil
}

// Bytes is Write into memory, of a document without pictures.
func Bytes(d Document) []byte { return Illustrated(d, nil) }

// Illustrated is Write into memory.
func Illustrated(d Document, album Album) []byte {
	var b bytes.Buffer
	if err := Write(&b, d, album); err != nil {
		panic(err) // a buffer takes what it is given
	}
	return b.Bytes()
}

func parts(d Document, album Album) []part {
	p := &press{given: map[string]bool{}, album: album}
	p.document(d)
	kinds := slices.Sorted(maps.Keys(p.given))
	types, relations := contentTypes, documentRels
	var more []part
	if d.Over != "" {
		types = append(types, override("header1", "header"))
		relations = append(relations, relation("rIdH1", relationships+"header", "header1.xml"))
		more = append(more, part{"word/header1.xml", declaration + p.page.header()})
	}
	if len(p.shown) > 0 {
		types = append(types, `<Default Extension="jpeg" ContentType="image/jpeg"/>`)
	}
	for i, source := range p.shown {
		relations = append(relations, relation(fmt.Sprintf("rIdP%d", i), relationships+"image", fmt.Sprintf("media/%d.jpeg", i)))
		more = append(more, part{fmt.Sprintf("word/media/%d.jpeg", i), string(album[source])})
	}
	text := map[string]string{
		"word/document.xml":  "<w:document " + namespaces + "><w:body>" + p.b.String() + "</w:body></w:document>",
		"word/styles.xml":    styles(kinds),
		"word/settings.xml":  settings,
		"word/fontTable.xml": fontTable,
		"word/footer1.xml":   p.page.footer(uprightOdd),
		"word/footer2.xml":   p.page.footer(uprightEven),
		"word/footer3.xml":   p.page.footer(wideOdd),
		"word/footer4.xml":   p.page.footer(wideEven),
	}
	out := []part{
		{"[Content_Types].xml", declaration + typesOf(types)},
		{"_rels/.rels", declaration + rootRels},
		{"docProps/core.xml", declaration + core(d)},
		{"word/_rels/document.xml.rels", declaration + rels(relations...)},
	}
	for _, name := range slices.Sorted(maps.Keys(text)) {
		out = append(out, part{name, declaration + text[name]})
	}
	return append(out, more...)
}

func core(d Document) string {
	var title string
	for _, l := range d.Title {
		title += l.String()
	}
	s := `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + esc(title) + `</dc:title><dc:creator>` + esc(d.Author) + `</dc:creator>`
	if d.Created != "" {
		s += `<dcterms:created xsi:type="dcterms:W3CDTF">` + esc(d.Created) + `</dcterms:created>`
	}
	return s + `</cp:coreProperties>`
}

const (
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

var contentTypes = []string{
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
	`<Default Extension="xml" ContentType="application/xml"/>`,
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`,
	override("document", "document.main"), override("styles", "styles"), override("settings", "settings"),
	override("fontTable", "fontTable"), override("footer1", "footer"), override("footer2", "footer"),
	override("footer3", "footer"), override("footer4", "footer"),
}

func typesOf(all []string) string {
	return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` + strings.Join(all, "") + `</Types>`
}

func override(name, kind string) string {
	return `<Override PartName="/word/` + name + `.xml" ContentType="` + wordType + kind + `+xml"/>`
}

var rootRels = rels(
	relation("rId1", relationships+"officeDocument", "word/document.xml"),
	relation("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
)

var documentRels = []string{
	relation("rId1", relationships+"styles", "styles.xml"),
	relation("rId2", relationships+"settings", "settings.xml"),
	relation("rId3", relationships+"fontTable", "fontTable.xml"),
	relation("rIdF1", relationships+"footer", "footer1.xml"),
	relation("rIdF2", relationships+"footer", "footer2.xml"),
	relation("rIdF3", relationships+"footer", "footer3.xml"),
	relation("rIdF4", relationships+"footer", "footer4.xml"),
}

func rels(all ...string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		strings.Join(all, "") + `</Relationships>`
}

func relation(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/>`
}
