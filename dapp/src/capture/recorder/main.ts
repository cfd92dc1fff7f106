// The recorder's worker: it reads instruments and keeps what they say; it has no key of a person.
import { expose } from "comlink";
import { carryErrors } from "../../engine/errors.ts";
import { createRecorder } from "./createRecorder.ts";
import { openJournal } from "./openJournal.ts";

carryErrors();
expose(createRecorder({ openJournal }));
