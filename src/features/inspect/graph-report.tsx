import type { GraphFacts } from '../../protocol/graph.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { formatSize, plural } from '../../ui/format.ts'
import { countWords, diskWords, hashOf } from './facts-of.ts'
import { Initialisers } from './initialisers.tsx'
import { Metadata } from './metadata.tsx'
import { Operators } from './operators.tsx'
import { Part } from './part.tsx'
import { Values } from './values.tsx'

/** A person's view of a model file. Names, descriptions and metadata are its author's: shown as text and nothing else. */
export function GraphReport({ facts, manifest }: { facts: GraphFacts; manifest: Manifest }) {
  const { inputs, outputs, metadata, functions, external, parameters } = facts
  const hash = hashOf(manifest)
  return (
    <div className="mb-4 grid gap-6 rounded-2xl border border-line bg-panel px-4 py-5 shadow-panel sm:px-6">
      <div className="num flex flex-wrap gap-x-10 gap-y-3">
        <Figure name="Parameters">{countWords(parameters)}</Figure>
        <Figure name="Weights in memory">{formatSize(facts.weightBytes)}</Figure>
        <Figure name="Operators">
          {countWords(facts.operators.reduce((sum, { count }) => sum + count, 0))}
        </Figure>
      </div>
      <div className="grid gap-6 md:grid-cols-2">
        <Values title="Inputs" values={inputs} />
        <Values title="Outputs" values={outputs} />
      </div>
      <Operators operators={facts.operators} />
      <Facts>
        <Fact name="On disk">{diskWords(facts)}</Fact>
        <Fact name="Made for">
          IR version {facts.irVersion}
          {facts.opsets.map(({ domain, version }) => (
            <span key={domain}>
              {' · '}
              <bdi>{domain}</bdi> opset {version}
            </span>
          ))}
        </Fact>
        {facts.producer !== '' && (
          <Fact name="Made by">
            <bdi>{shortened(facts.producer, 200)}</bdi>
          </Fact>
        )}
        {facts.name !== '' && (
          <Fact name="Graph">
            <bdi>{shortened(facts.name, 200)}</bdi>
          </Fact>
        )}
        {facts.description !== '' && (
          <Fact name="Description">
            <bdi className="whitespace-pre-line">{shortened(facts.description, 4000)}</bdi>
          </Fact>
        )}
        {external.map(({ location, endBytes }) => (
          <Fact key={location} name="Data file">
            <bdi className="text-ink">{location}</bdi>, used up to {formatSize(endBytes)}
          </Fact>
        ))}
        {functions.length > 0 && (
          <Fact name="Functions">
            {plural(functions.length, 'function')} of its own:{' '}
            <bdi>{shortened(functions.join(', '), 2000)}</bdi>
          </Fact>
        )}
        {hash !== undefined && (
          <Fact name="sha256">
            <code className="font-mono text-xs">{hash}</code>
          </Fact>
        )}
      </Facts>
      {metadata.length > 0 && (
        <Part title="Metadata">
          <Metadata entries={metadata} />
        </Part>
      )}
      <Initialisers initialisers={facts.initialisers} />
      <div>
        <CopyButton text={() => JSON.stringify(facts, undefined, 2)}>Copy model facts</CopyButton>
      </div>
    </div>
  )
}

/** All of it is in the facts that can be copied. */
function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`
}

function Figure({ name, children }: { name: string; children: string }) {
  return (
    <p>
      <span className="block text-xl font-semibold tracking-tight text-ink">{children}</span>
      {name}
    </p>
  )
}
