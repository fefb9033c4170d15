// Avro files, fingerprints and topics with Apache Avro and Kafka's own client.
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.*;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.*;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.serialization.*;

public class Read {
  static final ObjectMapper JSON = new ObjectMapper();

  static Object plain(Object value) {
    if (value instanceof IndexedRecord record) {
      Map<String, Object> made = new LinkedHashMap<>();
      for (Schema.Field field : record.getSchema().getFields()) made.put(field.name(), plain(record.get(field.pos())));
      return made;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> made = new LinkedHashMap<>();
      map.forEach((name, inner) -> made.put(name.toString(), plain(inner)));
      return made;
    }
    if (value instanceof Collection<?> items) return items.stream().map(Read::plain).toList();
    if (value instanceof ByteBuffer bytes) {
      byte[] held = new byte[bytes.remaining()];
      bytes.duplicate().get(held);
      return HexFormat.of().formatHex(held);
    }
    return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  static void show(Object value) throws Exception {
    System.out.println(JSON.writeValueAsString(plain(value)));
  }

  static void topic(String servers, String topic, File avsc, int count) throws Exception {
    GenericDatumReader<Object> reader = new GenericDatumReader<>(new Schema.Parser().parse(avsc));
    Map<String, Object> settings = Map.of("bootstrap.servers", servers, "group.id", "java-" + topic,
        "auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (count > 0) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("key", record.key());
          byte[] bytes = record.value();
          // Ten bytes of header: C3 01 and the schema's fingerprint.
          shown.put("value", bytes == null ? null
              : reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null)));
          show(shown);
          count--;
        }
      }
    }
  }

  public static void main(String[] words) throws Exception {
    switch (words[0]) {
      case "avro" -> {
        for (int n = 1; n < words.length; n++)
          try (var records = new DataFileReader<>(new File(words[n]), new GenericDatumReader<Object>())) {
            for (Object record : records) show(record);
          }
      }
      case "fingerprints" -> System.out.println("avro " + HexFormat.of().formatHex(
          SchemaNormalization.parsingFingerprint("CRC-64-AVRO", new Schema.Parser().parse(new File(words[1])))));
      case "topic" -> topic(words[1], words[2], new File(words[3]), Integer.parseInt(words[4]));
      default -> {
        // Offsets count code points; Java's strings count UTF-16 units.
        String text = words[1];
        int start = text.offsetByCodePoints(0, Integer.parseInt(words[2]));
        show(text.substring(start, text.offsetByCodePoints(0, Integer.parseInt(words[3]))));
      }
    }
  }
}
