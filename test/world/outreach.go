package world

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/ref"
)

// papers stores the photo and the document that the demonstration attaches:
// both say that they are examples.
func (w *World) papers(blobs *blob.Disk) error {
	var b bytes.Buffer
	if err := png.Encode(&b, card()); err != nil {
		return err
	}
	photo, err := blobs.Put(Home, &b, 1<<20)
	if err != nil {
		return err
	}
	text := doc.Bytes(doc.Document{Title: []doc.Line{doc.Text("演示文书")}})
	paper, err := blobs.Put(Home, bytes.NewReader(text), 1<<20)
	w.photo, w.paper = "blob:"+string(photo), ref.Of("blob", string(paper))
	return err
}

// card is a plain picture: a green field with a pale band.
func card() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			c := color.RGBA{0x1b, 0x7a, 0x43, 0xff}
			if y > 90 && y < 150 {
				c = color.RGBA{0xf5, 0xf7, 0xfa, 0xff}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func (w *World) outreach(ctx context.Context) error {
	if err := w.records(ctx, "2026-06-01", "2026-11-15"); err != nil {
		return err
	}
	for _, a := range []outreach.Activity{
		{Kind: "event", Title: "保护野生动物宣传月启动仪式", Place: "濂溪广场", Quantity: 1, People: 320, HeldOn: "2026-06-05"},
		{Kind: "event", Title: "进校园宣讲", Place: "十里街道中心小学", Quantity: 1, People: 210, HeldOn: "2026-09-08"},
		{Kind: "leaflet", Title: "发放宣传单", Place: "十里农贸市场", Quantity: 2600, HeldOn: "2026-06-05"},
		{Kind: "poster", Title: "张贴海报、悬挂横幅", Place: "各乡镇（街道）", Quantity: 186, HeldOn: "2026-06-12"},
		{Kind: "media", Title: "LED 屏和广播刊播", Place: "全区", Quantity: 94, HeldOn: "2026-07-01"},
		{Kind: "training", Title: "野生动物辨识与法律培训", Place: "区林业局", Quantity: 1, People: 58, HeldOn: "2026-06-18"},
		{Kind: "training", Title: "现场检查与取证培训", Place: "区市场监管局", Quantity: 1, People: 43, HeldOn: "2026-08-20"},
	} {
		a.Campaign, a.Photos = Campaign, []string{w.photo}
		if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
			_, err := outreach.Hold(ctx, tx, a)
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", a.Title, err)
		}
	}
	markets, err := w.subjects(ctx, func(s registry.Subject) bool { return s.Venue.Market() })
	if err != nil {
		return err
	}
	return w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		for _, s := range markets {
			if _, err := outreach.Sign(ctx, tx, outreach.Commitment{Entity: s.Ref(), Campaign: Campaign, Photo: w.photo, Region: s.Region, SignedOn: "2026-06-12"}); err != nil {
				return err
			}
		}
		return nil
	})
}
