package ledger

import "example.org/zhiye/internal/pure/uscc"

// Venue is the kind of place a subject is inspected as. It is fixed where the
// subject was first created; later sheets add a tag and never move it.
type Venue string

// The venue kinds of contracts/import.md.
const (
	MarketAgri    Venue = "market_agri"    // 集贸市场
	MarketBird    Venue = "market_bird"    // 花鸟市场
	MarketAntique Venue = "market_antique" // 古玩市场
	MarketHerb    Venue = "market_herb"    // 中药材市场
	Mall          Venue = "mall"           // 商场超市
	Shop          Venue = "shop"           // 商户
	Catering      Venue = "catering"       // 餐饮
	Food          Venue = "food"           // 食品销售
	Pharmacy      Venue = "pharmacy"       // 药品经营
	Vet           Venue = "vet"            // 动物诊疗
	Pet           Venue = "pet"            // 宠物店
	Breeding      Venue = "breeding"       // 人工繁育
	Toolshop      Venue = "toolshop"       // 渔具五金
	Logistics     Venue = "logistics"      // 寄递运输
	OnlineShop    Venue = "online_shop"    // 网店
	Platform      Venue = "platform"       // 网络交易平台
	Other         Venue = "other"
)

// Market says whether v is a market, whose identity is name and address alone:
// the code belongs to its organiser (开办者), who may run several.
func (v Venue) Market() bool {
	return v == MarketAgri || v == MarketBird || v == MarketAntique || v == MarketHerb
}

// Date is a civil day as YYYY-MM-DD, or "" where none is known; Dates compare as strings.
type Date string

// Forever is 长期: a validity without an end.
const Forever Date = "9999-12-31"

// Code is a registration number as read, never repaired; who stores rows need
// not know package uscc to keep one.
type Code = uscc.Code

// CodeKind says how far a code can be trusted.
type CodeKind = uscc.Kind

// Kinds of usable codes.
const (
	Strong = uscc.Strong // 18 characters, check digit of GB 32100 correct
	Weak   = uscc.Weak   // 18 characters, check digit wrong
	Old    = uscc.Old    // 15-digit registration number
)

// Noun says what a row is about.
type Noun string

// The nouns a ledger speaks of.
const (
	AboutSubject Noun = "subject"
	AboutBatch   Noun = "label_batch"
	AboutOfficer Noun = "officer"
	AboutContact Noun = "contact"
	AboutPermit  Noun = "permit" // wildlife permits, which subjects hold; no row is about one alone
)

// Outcome is what became of a row.
type Outcome string

// Outcomes. The first eight are data rows and add up to rows_read; the others are furniture.
const (
	Created    Outcome = "created"
	DupExact   Outcome = "dup_exact"
	MergedCode Outcome = "merged_code"
	MergedNA   Outcome = "merged_na"
	Merged     Outcome = "merged" // officer, contact or batch met before
	Detail     Outcome = "detail" // a further species or permit of the farm above
	Rejected   Outcome = "rejected"
	Foreign    Outcome = "foreign" // of another division: set aside and shown

	Blank    Outcome = "blank"
	Subtotal Outcome = "subtotal"
	Note     Outcome = "note"
	Heading  Outcome = "header"
)

// Subject is one party of the ledger (经营主体): a physical place or an online
// shop. Name and Address are as written, without white space and invisible
// characters; NName and NAddress are the forms that identity compares.
type Subject struct {
	Venue     Venue       `json:"venue"`
	Name      string      `json:"name"`
	Address   string      `json:"address"`
	NName     string      `json:"n_name"`
	NAddress  string      `json:"n_address"`
	Town      string      `json:"town"`      // "" where nothing names it
	TownCode  string      `json:"town_code"` // 12 digits
	Codes     []uscc.Code `json:"codes,omitempty"`
	Organiser string      `json:"organiser,omitempty"`       // market: 开办者
	OrgCodes  []uscc.Code `json:"organiser_codes,omitempty"` // market: the organiser's, not an identity
	Operator  string      `json:"operator,omitempty"`        // 负责人、经营者、法定代表人
	Owner     string      `json:"owner,omitempty"`           // a second person: 质量负责人
	Phones    []string    `json:"phones,omitempty"`
	Grade     string      `json:"grade,omitempty"` // A–D
	Business  string      `json:"business,omitempty"`
	Industry  string      `json:"industry,omitempty"` // GB/T 4754 code as written
	Warehouse string      `json:"warehouse,omitempty"`
	Founded   Date        `json:"founded,omitempty"`
	Area      string      `json:"area,omitempty"`
	Remark    string      `json:"remark,omitempty"`
	Tags      []string    `json:"tags,omitempty"` // the sheets that speak of it

	Platform string `json:"platform,omitempty"` // online shop: canonical platform name
	ShopID   string `json:"shop_id,omitempty"`
	URL      string `json:"url,omitempty"`
	Runner   Handle `json:"-"` // online shop: the physical subject its code names, or None

	Permits []Permit  `json:"permits,omitempty"`
	Species []Species `json:"species,omitempty"`
}

// Permit is a licence named in a row; its number is its identity.
type Permit struct {
	Kind   string `json:"kind"` // breeding, use, food, drug, vet
	Number string `json:"number"`
	From   Date   `json:"from,omitempty"`
	To     Date   `json:"to,omitempty"`
	Handle Handle `json:"-"` // of a wildlife permit; None for other licences
	New    bool   `json:"-"` // it was not known
}

// Wildlife says whether p is a permit to breed or use wild animals (《野生动物保护法》第二十五条、
// 第二十八条); licences for food, drugs and clinics are only particulars of their holder.
func (p Permit) Wildlife() bool { return p.Kind == "breeding" || p.Kind == "use" }

// Species is one line of what a farm or trader keeps.
type Species struct {
	Name   string `json:"name"`
	Raw    string `json:"raw,omitempty"` // the quantity as written
	Count  int64  `json:"count"`         // −1 where the quantity is not a number
	About  bool   `json:"about"`         // 约
	Permit string `json:"permit,omitempty"`
}

// LabelBatch is a batch of 专用标识; its number is its identity.
type LabelBatch struct {
	Number string `json:"number"`
	Owner  string `json:"owner"`
	Holder Handle `json:"-"` // the subject Owner names, or None
	Kind   string `json:"kind"`
	First  string `json:"first"`
	Last   string `json:"last"`
	Count  int64  `json:"count"`
	Taken  Date   `json:"taken,omitempty"`
	Remark string `json:"remark,omitempty"`
}

// Officer is an enforcement officer. Any equal certificate number is the same person.
type Officer struct {
	Name     string        `json:"name"`
	Unit     string        `json:"unit"`
	Post     string        `json:"post,omitempty"`
	Sex      string        `json:"sex,omitempty"`
	Town     string        `json:"town,omitempty"`
	Phones   []string      `json:"phones,omitempty"`
	Certs    []Certificate `json:"certs,omitempty"`
	Valid    []Date        `json:"valid,omitempty"` // all validities, where they cannot be matched to certificates
	Items    []string      `json:"items,omitempty"` // what the officer may enforce
	Recusals []Recusal     `json:"recusals,omitempty"`
	Remark   string        `json:"remark,omitempty"`
}

// Certificate is an enforcement certificate (行政执法证).
type Certificate struct {
	Number string `json:"number"` // digits only
	Prefix string `json:"prefix,omitempty"`
	To     Date   `json:"to,omitempty"`
}

// Recusal is one stated interest of an officer (《行政处罚法》第四十三条：直接利害关系应当回避).
type Recusal struct {
	Text   string `json:"text"`
	By     string `json:"by"` // code, name or unresolved
	Holder Handle `json:"-"`  // the subject it names, or None
}

// Contact is whom a township answers through.
type Contact struct {
	Town     string   `json:"town"`
	TownCode string   `json:"town_code"`
	Name     string   `json:"name"`
	Post     string   `json:"post,omitempty"`
	Phones   []string `json:"phones,omitempty"`
	Role     string   `json:"role,omitempty"` // A角, B角
	Remark   string   `json:"remark,omitempty"`
}

// Handle is a record's place in an Index, in order of creation; whoever backs
// the Index knows which stored record it is.
type Handle int32

// None is the Handle of nothing.
const None Handle = -1

// Warning is a thing a person should look at; it never stops a row.
type Warning struct {
	Code string `json:"code"` // W_…
	Text string `json:"text"` // 哪一项 + 怎么了 + 怎么改
}

// Row is the verdict on one row, with what it says. One of Subject, Batch, Officer
// and Contact is set on rows that were accepted; on a Detail, Subject holds the
// further permit and species only, and Handle the farm, None where that was not
// taken. A Row and what it points to belong to the receiver: nothing is reused.
type Row struct {
	Sheet    string    `json:"sheet"`
	Row      int       `json:"row"` // physical row; csv: record number, heading = 1
	Outcome  Outcome   `json:"outcome"`
	Reason   string    `json:"reason,omitempty"` // rejected: R_…; foreign: the other division
	Text     string    `json:"text,omitempty"`   // the reason in words
	Warnings []Warning `json:"warnings,omitempty"`

	Noun     Noun        `json:"noun,omitempty"`
	Handle   Handle      `json:"handle"` // the record it made or met; None for rows without one
	Subject  *Subject    `json:"subject,omitempty"`
	Batch    *LabelBatch `json:"batch,omitempty"`
	Officer  *Officer    `json:"officer,omitempty"`
	Contact  *Contact    `json:"contact,omitempty"`
	NewForm  bool        `json:"new_form,omitempty"`  // merged: the (name, address) form was not known
	NewCodes []uscc.Code `json:"new_codes,omitempty"` // merged: codes the record gains
	Pairs    []Pair      `json:"pairs,omitempty"`     // suspected twins this row brought to light

	// Cells are the mapped columns as written, for the workbook of refused
	// rows; set only on rejected and foreign rows.
	Cells []string `json:"cells,omitempty"`
}

// PairKind says why two subjects look like twins.
type PairKind string

// Kinds of suspected pairs; a pair has the first that applies.
const (
	P1 PairKind = "P1_SAME_NAME_ADDR_CODE_CONFLICT"
	P2 PairKind = "P2_SAME_ADDR_CORE_NAME"
	P3 PairKind = "P3_SAME_NAME_PHONE"
)

// Pair is two subjects that may be one; they are shown, never merged by themselves.
type Pair struct {
	A    Handle   `json:"a"` // the earlier
	B    Handle   `json:"b"`
	Kind PairKind `json:"kind"`
}

// Status is what became of a sheet.
type Status string

// Statuses of contracts/import.md.
const (
	Imported        Status = "imported"
	SkippedHidden   Status = "skipped_hidden"
	SkippedNoHeader Status = "skipped_no_header"
)

// SheetReport counts one sheet; RowsRead is the sum of the eight data outcomes.
type SheetReport struct {
	Sheet      string         `json:"sheet"`
	Status     Status         `json:"status"`
	Encoding   string         `json:"encoding,omitempty"`
	RowsRead   int            `json:"rows_read"`
	Created    int            `json:"created"`
	DupExact   int            `json:"dup_exact"`
	MergedCode int            `json:"merged_code"`
	MergedNA   int            `json:"merged_na"`
	Merged     int            `json:"merged"`
	Joined     int            `json:"joined"` // of MergedCode and MergedNA, those that brought a form or code the subject did not have
	Detail     int            `json:"detail"`
	Rejected   map[string]int `json:"rejected"`
	Foreign    int            `json:"foreign"`
	Warnings   map[string]int `json:"warnings"`

	Blank      int `json:"blank"`
	Subtotal   int `json:"subtotal"`
	Notes      int `json:"note"`
	Headings   int `json:"header"` // headings repeated inside the data
	HeadingRow int `json:"header_last_row"`
	// Head is the heading as written, one or two rows, for the workbook of refused rows.
	Head    [][]string `json:"-"`
	LastRow int        `json:"physical_last_row"`
}

// FileReport is the report of one file; Error is set when it was refused whole.
type FileReport struct {
	File   string        `json:"file"`
	Sheets []SheetReport `json:"sheets"`
	Error  string        `json:"error,omitempty"`
}

// Issue is one line of the report that asks for a person.
type Issue struct {
	File     string `json:"file"`
	Sheet    string `json:"sheet"`
	Row      int    `json:"row"`
	Severity string `json:"severity"` // reject, foreign, warn, suspect
	Code     string `json:"code"`
	Text     string `json:"text"`
}

// Totals is the state of a home after an import.
type Totals struct {
	Entities     int           `json:"entities"` // physical ones
	Online       int           `json:"online"`
	ByVenue      map[Venue]int `json:"by_venue"` // both
	Permits      int           `json:"permits"`
	LabelBatches int           `json:"label_batches"`
	Officers     int           `json:"officers"`
	Contacts     int           `json:"contacts"`
}

// Report is what `zhiye import ledger` prints.
type Report struct {
	Files  []FileReport `json:"files"`
	Issues []Issue      `json:"issues"`
	Pairs  int          `json:"suspected_pairs"`
	Totals Totals       `json:"totals"`
}
