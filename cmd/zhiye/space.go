package main

import "example.org/zhiye/internal/server/api"

// space is how much room photos have.
type space struct {
	PhotosADay int64 `name:"photos-a-day" help:"每人每天最多上传多少 MB 照片，0 为不限 / megabytes of photos an officer sends in a day, 0 for any" default:"1024" env:"ZHIYE_PHOTOS_A_DAY" placeholder:"MB"`
	Photos     int64 `help:"每个辖区照片最多共占多少 GB，0 为不限 / gigabytes of photos of a home in all, 0 for any" default:"200" env:"ZHIYE_PHOTOS" placeholder:"GB"`
}

func (s space) room() api.Room { return api.Room{Day: s.PhotosADay << 20, Home: s.Photos << 30} }
