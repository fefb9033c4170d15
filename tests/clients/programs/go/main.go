// Avro files, fingerprints and topics with hamba/avro, goavro and franz-go.
package main

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hamba/avro/v2"
	"github.com/hamba/avro/v2/ocf"
	"github.com/hamba/avro/v2/soe"
	"github.com/linkedin/goavro/v2"
	"github.com/twmb/franz-go/pkg/kgo"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

// plain takes the names of union branches away and gives times in milliseconds, bytes in hexadecimal.
func plain(value any) any {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 1 {
			for name, inner := range v {
				if strings.Contains(name, ".") || name == "string" || name == "long" || name == "double" || name == "int" {
					return plain(inner)
				}
			}
		}
		made := map[string]any{}
		for name, inner := range v {
			made[name] = plain(inner)
		}
		return made
	case []any:
		made := make([]any, len(v))
		for i, inner := range v {
			made[i] = plain(inner)
		}
		return made
	case time.Time:
		return v.UnixMilli()
	case []byte:
		return hex.EncodeToString(v)
	}
	return value
}

func show(value any) { fmt.Println(string(must(json.Marshal(plain(value))))) }

func withHamba(path string) {
	decoder := must(ocf.NewDecoder(must(os.Open(path))))
	for decoder.HasNext() {
		var value any
		if err := decoder.Decode(&value); err != nil {
			must(0, err)
		}
		show(value)
	}
	must(0, decoder.Error())
}

func withGoavro(path string) {
	reader := must(goavro.NewOCFReader(must(os.Open(path))))
	for reader.Scan() {
		show(must(reader.Read()))
	}
	must(0, reader.Err())
}

func fingerprints(path string) {
	text := string(must(os.ReadFile(path)))
	header := must(soe.BuildHeader(must(avro.Parse(text))))
	fmt.Println("hamba/avro", hex.EncodeToString(header[2:]))
	rabin := make([]byte, 8)
	binary.LittleEndian.PutUint64(rabin, must(goavro.NewCodec(text)).Rabin)
	fmt.Println("goavro", hex.EncodeToString(rabin))
}

func topic(servers, name, path string, count int) {
	schema := must(avro.Parse(string(must(os.ReadFile(path)))))
	client := must(kgo.NewClient(kgo.SeedBrokers(servers), kgo.ConsumeTopics(name),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart())))
	defer client.Close()
	for count > 0 {
		fetches := client.PollFetches(context.Background())
		must(0, fetches.Err())
		fetches.EachRecord(func(record *kgo.Record) {
			var value any
			if record.Value != nil {
				// Ten bytes of header: C3 01 and the schema's fingerprint.
				must(0, avro.Unmarshal(schema, record.Value[10:], &value))
			}
			fmt.Println(string(must(json.Marshal(map[string]any{"key": string(record.Key), "value": plain(value)}))))
			count--
		})
	}
}

func main() {
	switch what, rest := os.Args[1], os.Args[2:]; what {
	case "hamba":
		for _, path := range rest {
			withHamba(path)
		}
	case "goavro":
		for _, path := range rest {
			withGoavro(path)
		}
	case "fingerprints":
		fingerprints(rest[0])
	case "topic":
		topic(rest[0], rest[1], rest[2], must(strconv.Atoi(rest[3])))
	case "slice":
		// Offsets count code points, which Go calls runes.
		fmt.Println(string(must(json.Marshal(string([]rune(rest[0])[must(strconv.Atoi(rest[1])):must(strconv.Atoi(rest[2]))])))))
	}
}
