// Avro files and topics with avsc and kafkajs: `node read.js avro FILE...`, `topic SERVERS TOPIC AVSC COUNT`, `slice`.
const avro = require("avsc");
const fs = require("fs");
const { Kafka, logLevel } = require("kafkajs");

const show = (value) =>
  console.log(JSON.stringify(value, (_, v) => (v && v.type === "Buffer" ? Buffer.from(v.data).toString("hex") : v)));

function file(path) {
  return new Promise((done, failed) =>
    avro.createFileDecoder(path).on("data", show).on("error", failed).on("end", done));
}

async function topic(servers, name, schema, count) {
  const type = avro.Type.forSchema(JSON.parse(fs.readFileSync(schema)));
  const kafka = new Kafka({ brokers: [servers], logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `node-${name}-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topic: name, fromBeginning: true });
  let left = Number(count);
  await new Promise((done, failed) =>
    consumer.run({
      eachMessage: async ({ message }) => {
        try {
          // Ten bytes of header: C3 01 and the schema's fingerprint.
          const value = message.value && type.fromBuffer(message.value.subarray(10));
          show({ key: message.key.toString(), value });
        } catch (error) {
          failed(error);
        }
        if (--left === 0) done();
      },
    }));
  await consumer.disconnect();
}

// Offsets count code points; JavaScript's strings count UTF-16 units.
const slice = (text, start, end) => [...text].slice(start, end).join("");

async function main([what, ...rest]) {
  if (what === "avro") for (const path of rest) await file(path);
  else if (what === "topic") await topic(...rest);
  else show(slice(rest[0], Number(rest[1]), Number(rest[2])));
}

main(process.argv.slice(2)).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
