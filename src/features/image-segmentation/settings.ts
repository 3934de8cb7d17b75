import type { DetectionThresholds } from '../../protocol/picture-manifests.ts'

/** How the answer is shown; none of it needs another run. */
export interface Look {
  /** Of the areas over the picture; 0 to 1. */
  readonly opacity: number
  readonly hasContours: boolean
  /** What belongs to nothing in particular is shown and listed too. */
  readonly hasBackground: boolean
  /** Of a single mask: from which share on a pixel belongs to the subject; 0.01 to 0.99. */
  readonly threshold: number
}

export function usualLook({ confidence }: DetectionThresholds): Look {
  return {
    opacity: 0.55,
    hasContours: true,
    hasBackground: false,
    threshold: Math.min(Math.max(confidence, 0.01), 0.99),
  }
}

/** As it travels behind the "#" of an address; pictures stay where they are. */
export function writeShared(look: Look): URLSearchParams {
  return new URLSearchParams({
    opacity: String(look.opacity),
    contours: look.hasContours ? '1' : '0',
    background: look.hasBackground ? '1' : '0',
    threshold: String(look.threshold),
  })
}

/** What an address says; what will not do is as usual. */
export function readShared(state: URLSearchParams, usual: Look): Look {
  return {
    opacity: readShare(state.get('opacity'), 0, 1) ?? usual.opacity,
    hasContours: readSwitch(state.get('contours')) ?? usual.hasContours,
    hasBackground: readSwitch(state.get('background')) ?? usual.hasBackground,
    threshold: readShare(state.get('threshold'), 0.01, 0.99) ?? usual.threshold,
  }
}

function readShare(raw: string | null, min: number, max: number): number | undefined {
  const value = Number(raw ?? '')
  return raw !== null && raw !== '' && value >= min && value <= max ? value : undefined
}

function readSwitch(raw: string | null): boolean | undefined {
  return raw === '1' ? true : raw === '0' ? false : undefined
}
