package world

import "context"

func (w *World) draw(ctx context.Context) error { return nil }
