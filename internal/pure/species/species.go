// Package species says what an animal is to the law on a day: it finds a name in
// the national list (2021), the list of protected terrestrial animals (三有, 2023),
// the livestock list (2020), the CITES appendices with the classes approved for
// them, the captive-bred lists, and a short table of common animals on no list.
//
//	name ─ Find ─ candidates, each with the list entry and how it was matched
//	              └ exactly one animal: Sure ─ Classify ─ class, authority, entry
//	              └ none or several: unknown, with what is nearest
//
// A list has days it is in force and a status: complete, partial or unverified.
// What no list we hold decides is [Unknown]; a name never gets a class by
// resembling another. It keeps no prices (pure/valuation) and no provisions
// (pure/law), and does not say what an animal looks like.
package species

// Class is the protection an animal has on a day.
type Class string

// Classes, by the lists of 野生动物保护法2022 art. 10 and 29; the last is no class.
const (
	National1    Class = "national1"     // 国家一级
	National2    Class = "national2"     // 国家二级
	Sanyou       Class = "sanyou"        // 有重要生态、科学、社会价值的陆生野生动物
	Local        Class = "local"         // 地方重点; no list of any province is held
	Other        Class = "other"         // 其他陆生野生动物
	Livestock    Class = "livestock"     // 畜禽: captive animals of the livestock list
	AquaticOther Class = "aquatic_other" // 重点保护以外的水生动物: 渔业法
	Unknown      Class = "unknown"       // no list we hold decides
)

// Text is the class as the law calls it.
func (c Class) Text() string {
	switch c {
	case National1:
		return "国家一级保护野生动物"
	case National2:
		return "国家二级保护野生动物"
	case Sanyou:
		return "有重要生态、科学、社会价值的陆生野生动物（三有）"
	case Local:
		return "地方重点保护野生动物"
	case Other:
		return "其他陆生野生动物"
	case Livestock:
		return "畜禽"
	case AquaticOther:
		return "重点保护以外的水生动物"
	}
	return "类别不明"
}

// Authority is the department that answers for the animal (art. 7).
type Authority string

// Authorities; "" where it is not known.
const (
	Forestry Authority = "forestry"
	Fishery  Authority = "fishery"
)

// Entry is one line of one list.
type Entry struct {
	List        string    `json:"list"`                   // title of the list, with its year
	No          string    `json:"no,omitempty"`           // place of the line in our copy; the list gives no numbers
	Name        string    `json:"name"`                   // as the list writes it
	Latin       string    `json:"latin,omitempty"`        // "" where the list has none
	Class       Class     `json:"class"`                  // Unknown where the list alone gives none
	Authority   Authority `json:"authority,omitempty"`    //
	Group       string    `json:"group,omitempty"`        // 纲
	Order       string    `json:"order,omitempty"`        // 目
	Family      string    `json:"family,omitempty"`       // 科
	GroupLatin  string    `json:"group_latin,omitempty"`  //
	OrderLatin  string    `json:"order_latin,omitempty"`  //
	FamilyLatin string    `json:"family_latin,omitempty"` //
	Appendix    string    `json:"appendix,omitempty"`     // CITES: I, II, III, I/II
	WildOnly    bool      `json:"wild_only"`              // 仅限野外种群
	From        string    `json:"from,omitempty"`         // in force from this day, YYYY-MM-DD
	To          string    `json:"to,omitempty"`           // until the day before this one; "" is open
	Status      Status    `json:"status"`                 // of the list
	Note        string    `json:"note,omitempty"`         // remark of the list or on its text

	// Member and MemberLatin name the animal itself where the line is for its
	// whole genus, family or order: 潘氏闭壳龟 under 闭壳龟属所有种.
	Member      string `json:"member,omitempty"`
	MemberLatin string `json:"member_latin,omitempty"`
	// Likely is the class the animal probably has where no held list of the day
	// gives one (Class is then Unknown): a hint to look up, never a ground.
	Likely Class `json:"likely,omitempty"`
	// Later says that the class is read from a list that took force after the
	// day, because the list of that day is not held; it must be confirmed.
	Later bool `json:"later,omitempty"`
	// CaptiveBred is the status of the captive-bred list (art. 29) that names
	// the animal, "" where none we hold does.
	CaptiveBred Status `json:"captive_bred,omitempty"`
}

// Query is what is asked: a name as people write it, a Latin name, or both.
type Query struct {
	Name    string // 穿山甲甲片, 金钱龟, Manis pentadactyla, csj
	Latin   string // decides over Name where it is known
	Day     string // of the act, YYYY-MM-DD; "" asks for the lists of today
	Captive bool   // the animal is captive-bred (人工繁育)
}

// Candidate is one entry a name may mean, and how it was found: as its name, a
// former name, an alias, a trade name no source has confirmed (trade), a Latin
// name, a product, its pinyin, or as one of the group a general word names.
// Trade, pinyin and group never make an answer sure.
type Candidate struct {
	Entry   Entry  `json:"entry"`
	Matched string `json:"matched"`        // the spelling in our tables that matched
	Kind    string `json:"kind"`           // name former alias trade latin product pinyin group
	Part    string `json:"part,omitempty"` // live carcass meat skin scale bone horn ivory egg product
}

// Answer is all that a name may mean. Sure says that it is one animal, or
// several entries that come to one class: then Candidates[0] decides.
type Answer struct {
	Candidates []Candidate `json:"candidates"`
	Sure       bool        `json:"sure"`
	Deciding   int         `json:"-"` // how many entries decide, where it is sure; those after them are only shown
	Part       string      `json:"part,omitempty"`
	Nearest    []string    `json:"nearest,omitempty"` // at most three, where nothing matched
	Warnings   []string    `json:"warnings,omitempty"`
}

// Kind is what the law prints of an item: the animal, its class, and the entry
// that decided.
type Kind struct {
	Species   string    `json:"species"` // Chinese name of the animal, else of its line; "" where unknown
	Latin     string    `json:"latin,omitempty"`
	Class     Class     `json:"class"`
	Authority Authority `json:"authority,omitempty"`
	Entry     string    `json:"entry,omitempty"` // 国家重点保护野生动物名录（2021） 闭壳龟属所有种 Cuora spp.（仅限野外种群）
	WildOnly  bool      `json:"wild_only"`
	Note      string    `json:"note,omitempty"`
	Likely    Class     `json:"likely,omitempty"` // see Entry
	Later     bool      `json:"later,omitempty"`  // see Entry
}
