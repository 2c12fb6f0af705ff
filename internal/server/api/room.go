package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Room is how many bytes of photos are taken: of one officer in a day, and of a
// home in all. Zero is as much as comes.
type Room struct{ Day, Home int64 }

// The refusals of a photo that has no room.
var (
	ErrRoomToday = fault.New(fault.Conflict, "photo.room_today", "本人今天上传的照片已达上限，请压缩后重传或明天再传；确需更多的请系统管理员调高上限")
	ErrRoom      = fault.New(fault.Conflict, "photo.room", "本辖区照片的存储空间已用完，暂不能再传；请系统管理员扩充空间并调高上限")
)

// keepFile keeps a file for the actor where there is room. One that is there
// already takes none.
func (s *server) keepFile(ctx context.Context, b []byte, limit int64) (blob.Digest, error) {
	who := actor(ctx)
	sum := sha256.Sum256(b)
	if d := blob.Digest(hex.EncodeToString(sum[:])); s.Blobs.Has(who.Home, d) {
		return d, nil
	}
	if err := s.DB.Keep(ctx, who, func(tx *store.Tx) error { return s.Room.take(ctx, tx, int64(len(b))) }); err != nil {
		return "", err
	}
	return s.Blobs.Put(who.Home, bytes.NewReader(b), limit)
}

// take counts n bytes, or refuses them.
func (r Room) take(ctx context.Context, tx *store.Tx, n int64) error {
	var today, all int64
	if err := tx.Row(ctx, `INSERT INTO api_stored (home, actor, day, bytes) VALUES ($1, $2, $3, $4)
		ON CONFLICT (home, actor, day) DO UPDATE SET bytes = api_stored.bytes + excluded.bytes RETURNING bytes`,
		tx.Actor.Home, tx.Actor.ID, tx.Today(), n).Scan(&today); err != nil {
		return fmt.Errorf("api: counting bytes: %w", err)
	}
	if r.Day > 0 && today > r.Day {
		return ErrRoomToday.With(megabytes(r.Day))
	}
	if r.Home == 0 {
		return nil
	}
	if err := tx.Row(ctx, `SELECT coalesce(sum(bytes), 0) FROM api_stored WHERE home = $1`, tx.Actor.Home).Scan(&all); err != nil {
		return fmt.Errorf("api: counting bytes: %w", err)
	}
	if all > r.Home {
		return ErrRoom.With(megabytes(r.Home))
	}
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n>>20) }
