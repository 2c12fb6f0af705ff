package ledger

import (
	"strings"

	"example.org/zhiye/internal/pure/sheet"
)

// platforms are the names people write for a platform, and the one it is kept under.
var platforms = func() map[string]string {
	m := map[string]string{}
	for name, aliases := range map[string]string{
		"淘宝": "淘宝网 TAOBAO 手机淘宝 淘宝店", "拼多多": "拼多多PDD PDD 多多", "抖音": "抖店 抖音小店 抖音商城 抖音电商",
		"微信小商店": "微信 微信小店 微店微信 视频号小店", "美团": "美团外卖", "京东": "京东商城 JD 京东到家", "天猫": "天猫商城 TMALL",
		"快手小店": "快手 快手电商", "闲鱼": "咸鱼 闲鱼网", "饿了么": "饿了吗 ELE", "58同城": "58 五八同城", "小红书": "RED", "1688": "阿里巴巴",
	} {
		m[name] = name
		for _, a := range strings.Fields(aliases) {
			m[a] = name
		}
	}
	return m
}()

// PlatformName is the name a platform is kept under.
func PlatformName(text string) string {
	s := strings.ToUpper(S(text))
	if name, ok := platforms[s]; ok {
		return name
	}
	return s
}

// NormURL is the form of a shop's address that identity compares: no scheme, no
// www., no fragment, no query unless it names the shop.
func NormURL(text string) string {
	u := S(text)
	if i := strings.Index(u, "://"); i >= 0 {
		u = u[i+len("://"):]
	}
	u, _, _ = strings.Cut(u, "#")
	host, rest := u, ""
	if i := strings.IndexAny(u, "/?"); i >= 0 {
		host, rest = u[:i], u[i:]
	}
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	path, query, _ := strings.Cut(rest, "?")
	path = strings.TrimRight(path, "/")
	for _, part := range strings.Split(query, "&") {
		if strings.HasPrefix(part, "shop_id=") {
			return host + path + "?" + part
		}
	}
	return host + path
}

// shop reads what identifies an online shop.
func (t *table) shop(r *sheet.Row) *Subject {
	s := &Subject{Venue: OnlineShop, Platform: PlatformName(t.cols.cell(r, fPlatform).Text)}
	if id := S(t.cols.cell(r, fShopID).Text); !absent(id) {
		s.ShopID = id
	}
	if u := t.cols.cell(r, fURL).Text; !absent(S(u)) {
		s.URL = Clean(u)
	}
	return s
}

// shopKeys: the platform's number, else the URL. Both are taught, so that a
// later ledger may know only one.
func shopKeys(s *Subject) []Key {
	var keys []Key
	if s.ShopID != "" {
		keys = append(keys, keyShop(s.Platform, strings.ToUpper(s.ShopID)))
	}
	if u := NormURL(s.URL); u != "" {
		keys = append(keys, keyURL(u))
	}
	return keys
}

// placeOf judges where an online shop really is, and whom its code names.
func (t *table) placeOf(s *Subject, out *Row) {
	p := t.im.place
	switch {
	case s.Address == "":
		out.warn(WarnPlaceMissing, "")
	case p.foreign(s.Address) != "":
		out.warn(WarnPlaceOutside, s.Address)
	default:
		if town := p.townIn(s.Address); town != nil {
			s.Town, s.TownCode = town.Name, string(town.Code)
		}
	}
}

// runner finds the physical subject an online shop's code names.
func (im *Importer) runner(s *Subject) error {
	for _, c := range s.Codes {
		held, err := im.find(keyCode(c))
		if err != nil {
			return err
		}
		if len(held) > 0 {
			s.Runner = held[0]
			return nil
		}
	}
	return nil
}
